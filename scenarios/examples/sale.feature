Feature: A sale of chilled meat
  The seller delivers 2000 kilograms of grade AAA, no warmer than four degrees, within ten days of the order; the buyer
  pays CAD 12000 within thirty days.

  Background:
    Given the agreement "sale-of-goods"
    And the zone is "America/Toronto"

  Scenario: Everything in time completes the contract
    When an order by BUYER to SELLER called "order" occurs at 2026-05-04 09:00
    And a delivery by SELLER to BUYER with quantity 2000 and grade AAA and temperature 3 occurs 3 days after the order
    And a payment by BUYER to SELLER of CAD 12000 occurs 20 days after the order
    Then the agreement "sale-of-goods" is completed

  Scenario Outline: Meat that is not as agreed is no delivery
    When an order by BUYER to SELLER occurs at 2026-05-04 09:00
    Then a delivery by SELLER to BUYER with quantity 2000 and grade <grade> and temperature <warm> 1 day later would be <is>

    Examples:
      | grade | warm | is          |
      | AAA   | 4    | effective   |
      | AAA   | 4.1  | ineffective |
      | AA    | 2    | ineffective |

  Scenario: A late payment costs five per cent of what is open
    When an order by BUYER to SELLER called "order" occurs at 2026-05-04 09:00
    And a payment by BUYER to SELLER of CAD 8000 occurs 20 days after the order
    And 40 days pass
    Then CAD 200.00 is owed under clause "late-payment"
    And CAD 4000 is left under clause "payment"

  Scenario: The seller holds delivery back while the price is overdue, and not before
    When an order by BUYER to SELLER called "order" occurs at 2026-05-04 09:00
    Then a suspension by SELLER 1 day later would be ineffective because payment is in-effect
    When nothing more happens until 2026-06-05 00:00
    Then a suspension by SELLER at 2026-06-05 09:00 would be effective

  Scenario: The terms stay confidential after the end
    When an order by BUYER to SELLER called "order" occurs at 2026-05-04 09:00
    And a delivery by SELLER to BUYER with quantity 2000 and grade AAA and temperature 3 occurs 3 days after the order
    And a payment by BUYER to SELLER of CAD 12000 occurs 20 days after the order
    Then a disclosure by BUYER of terms 30 days after the order would be forbidden
    And a disclosure by BUYER of the-weather 30 days after the order would be indifferent
