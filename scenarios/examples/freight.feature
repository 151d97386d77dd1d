Feature: A carrier performs the sale for the seller
  The seller of chilled goods has a carrier bring them. The carrier's delivery is the seller's delivery too, and the
  freight falls due when all of it has come.

  Background:
    Given the agreements "sale-of-goods" and "freight"
    And the zone is "America/Toronto"

  Scenario: One delivery performs both contracts
    When an order by BUYER to SELLER called "order" occurs at 2026-05-04 09:00
    And an appointment by SELLER with performer CARRIER occurs 1 hour later
    And a dispatch by SELLER to CARRIER with quantity 2000 occurs 1 day after the order
    And a delivery by CARRIER to BUYER with quantity 2000 and grade AAA and temperature 3.5 occurs 3 days after the order
    Then clause "sale-of-goods/delivery" is fulfilled
    And clause "carriage" is fulfilled
    And CAD 900 is owed under clause "charge"
    And clause "charge" is due on 2026-05-21

  Scenario: A carrier whom the seller has not appointed performs nothing of the sale
    When an order by BUYER to SELLER occurs at 2026-05-04 09:00
    Then a delivery by CARRIER to BUYER with quantity 2000 and grade AAA and temperature 3 1 day later would be ineffective because by is CARRIER

  Scenario: Half of it is not all of it
    When a dispatch by SELLER to CARRIER with quantity 2000 occurs at 2026-05-05 09:00
    And a delivery by CARRIER to BUYER with quantity 1000 and temperature 3 occurs 1 day later
    Then 1000 is left under clause "carriage"
    And clause "charge" has no position

  Scenario: Goods that got warm break the duty to keep them cold
    When a dispatch by SELLER to CARRIER with quantity 2000 occurs at 2026-05-05 09:00
    Then a delivery by CARRIER to BUYER with quantity 2000 and temperature 4.1 1 day later would be forbidden
    And a delivery by CARRIER to BUYER with quantity 2000 and temperature 4 1 day later would be effective

  Scenario Outline: Each started day of delay costs a tenth of the freight
    When a dispatch by SELLER to CARRIER with quantity 10 occurs at 2026-05-05 09:00
    And a delivery by CARRIER to BUYER with quantity 10 and temperature 3 occurs at <arrival>
    Then <owed> is owed under clause "delay"

    Examples:
      | arrival             | owed    |
      | 2026-05-11 00:00:00 | CAD 90  |
      | 2026-05-11 23:59:59 | CAD 90  |
      | 2026-05-12 00:00:00 | CAD 180 |
      | 2026-06-30 12:00:00 | CAD 900 |
