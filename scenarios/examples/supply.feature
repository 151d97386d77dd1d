Feature: Parts are supplied under a framework with rolling forecasts

  Background:
    Given the agreement "supply-framework"
    And the zone is "Europe/Berlin"
    And the run begins at 2026-02-01 00:00
    When a forecast by BUYER of 1000 with period march occurs at 2026-02-10 09:00

  Scenario: What stays within the forecast and a tenth more must be accepted
    When a call-off by BUYER to SUPPLIER of A-1 with quantity 1100, period march, deliver-by 2026-03-10, called "first" occurs at 2026-02-20 09:00
    And nothing more happens until 2026-02-23 12:00
    Then clause "accept-order" is due 2026-02-23 23:59:59
    And a rejection by SUPPLIER of A-1 at 2026-02-21 09:00 would be forbidden
    And an acceptance by SUPPLIER of A-1 at 2026-02-23 23:59:59 would be effective
    When nothing more happens until 2026-02-24 00:00
    Then clause "accept-order" is violated
    And clause "delivery" awaits an acceptance by SUPPLIER

  Scenario: One part beyond the tolerance may be refused
    When a call-off by BUYER to SUPPLIER of A-1 with quantity 1101, period march, deliver-by 2026-03-10, called "first" occurs at 2026-02-20 09:00
    And nothing more happens until 2026-02-26 00:00
    Then clause "accept-order" has no position
    And a rejection by BUYER of A-1 at 2026-02-21 09:00 would be ineffective because by is BUYER
    When a rejection by SUPPLIER of A-1 occurs at 2026-02-21 09:00
    Then clause "delivery" is discharged

  Scenario: Later forecasts take the place of earlier ones
    When a forecast by BUYER of 500 with period march occurs at 2026-02-15 09:00
    And a call-off by BUYER to SUPPLIER of A-1 with quantity 551, period march, deliver-by 2026-03-10 occurs at 2026-02-20 09:00
    Then clause "accept-order" has no position
    And SUPPLIER may reject

  Scenario: Nobody forecast the month that an order is for
    When a call-off by BUYER to SUPPLIER of A-1 with quantity 10, period june, deliver-by 2026-06-10 occurs at 2026-02-20 09:00
    Then clause "accept-order" has no position
    And it stays open whether clause "accept-order" is touched
    And it stays open whether clause "refuse-order" is touched

  Scenario: A delivery serves only the order it is for
    When a call-off by BUYER to SUPPLIER of A-1 with quantity 400, period march, deliver-by 2026-03-10 occurs at 2026-02-20 09:00
    And an acceptance by SUPPLIER of A-1 occurs 1 day later
    And a call-off by BUYER to SUPPLIER of A-2 with quantity 300, period march, deliver-by 2026-03-20 occurs at 2026-02-22 09:00
    And an acceptance by SUPPLIER of A-2 occurs 1 day later
    And a delivery by SUPPLIER to BUYER of A-2 with quantity 299 occurs at 2026-03-10 09:00
    And nothing more happens until 2026-03-11 00:00
    Then clause "delivery#1" is violated
    And clause "delivery#2" is in effect
    And 1 is left under clause "delivery#2"
    And EUR 5980 is owed under clause "payment"

  Scenario: A claim is made over once the buyer has consented, and only to whom it named
    When a call-off by BUYER to SUPPLIER of A-1 with quantity 400, period march, deliver-by 2026-03-10 occurs at 2026-02-20 09:00
    And an acceptance by SUPPLIER of A-1 occurs 1 day later
    And a delivery by SUPPLIER to BUYER of A-1 with quantity 400 occurs at 2026-03-02 09:00
    And these events occur:
      | event      | at                   | by       | to   | assignee |
      | assignment | 2026-03-03 09:00 UTC | SUPPLIER |      | BANK     |
      | consent    | 2026-03-04 09:00 UTC | BUYER    | BANK |          |
      | assignment | 2026-03-05 09:00 UTC | SUPPLIER |      | FACTOR   |
    Then clause "payment" is owed to SUPPLIER
    When these events occur:
      | event      | at                   | by       | assignee |
      | assignment | 2026-03-06 09:00 UTC | SUPPLIER | BANK     |
    Then clause "payment" is owed to BANK
    And a payment by BUYER to SUPPLIER of EUR 8000 for A-1 1 day later would be ineffective because to is SUPPLIER
    And a payment by BUYER to BANK of EUR 7999.99 for A-1 1 day later would be effective because EUR 0.01 remains

  Scenario: A month without a forecast is a breach, whatever was sent the month before
    When a forecast by BUYER of 900 with period april occurs at 2026-02-28 23:59:59
    And nothing more happens until 2026-04-01 00:00
    Then clause "forecast#1" is fulfilled
    And clause "forecast#2" is violated
    And clause "forecast#2" is due 2026-03-31 23:59:59

  Scenario: What is short of the year's minimum is paid for at fifteen per cent
    Given the value "yearly-minimum" is 100
    When a call-off by BUYER to SUPPLIER of A-1 with quantity 99, period march, deliver-by 2026-03-10 occurs at 2026-12-31 23:59:59
    And a call-off by BUYER to SUPPLIER of A-2 with quantity 99, period march, deliver-by 2026-03-10 occurs at 2027-01-01 00:00
    And nothing more happens until 2027-01-02 00:00
    Then clause "minimum#1" is violated
    And EUR 3 is owed under clause "shortfall"
    And 1 is left under clause "minimum#2"
