Feature: The maker of a machine pays for each week of delay

  Background:
    Given the agreement "late-delivery"
    And the zone is "Europe/Vienna"
    When an order by BUYER to MAKER of M-1 with deliver-by 2026-05-04 called "order" occurs at 2026-02-02 10:00

  Scenario: Delivered on the last second of the last day, nothing is owed for delay
    When a delivery by MAKER to BUYER of M-1 occurs at 2026-05-04 23:59:59
    Then clause "delivery" is fulfilled
    And clause "penalty" has no position
    And EUR 140000 is owed under clause "balance"

  Scenario: The penalty grows with every week that begins
    When nothing more happens until 2026-05-05 00:00:00
    Then clause "delivery" is violated
    And EUR 1000 is owed under clause "penalty"
    When nothing more happens until 2026-05-11 23:59:59
    Then EUR 1000 is owed under clause "penalty"
    When nothing more happens until 2026-05-12 00:00:00
    Then EUR 2000 is owed under clause "penalty"
    And a payment by MAKER to BUYER of EUR 2000 for penalty at 2026-05-12 00:00:00 would be ineffective because the delay lasts and its penalty still grows

  Scenario: The late delivery fixes the penalty
    When a delivery by MAKER to BUYER of M-1 called "late" occurs at 2026-05-12 00:00:00
    And nothing more happens until 2026-07-01 00:00
    Then clause "delivery" is cured
    And EUR 2000 is owed under clause "penalty"
    And a payment by MAKER to BUYER of EUR 1999.99 for penalty at the same time would be effective because EUR 0.01 remains

  Scenario: The penalty stops at five per cent, and then the buyer may end the contract
    When a payment by BUYER to MAKER of EUR 60000 for advance occurs 14 days after the order
    And nothing more happens until 2026-07-13 23:59:58
    Then EUR 10000 is owed under clause "penalty"
    And clause "end-for-delay" has no position
    When nothing more happens until 2026-07-14 00:00:00
    Then EUR 10000 is owed under clause "penalty"
    And BUYER may give notice of termination
    When BUYER gives written notice of termination at 2026-07-14 00:00:00
    Then the agreement "late-delivery" is terminated
    And EUR 60000 is owed under clause "refund"

  Scenario: A flood stops the clock and the time left runs on
    When a force majeure by MAKER called "flood" occurs at 2026-04-20 08:00
    And 20 days pass
    Then clause "delivery" is suspended
    When an end of force majeure by MAKER occurs 20 days after the flood
    Then clause "delivery" is in effect
    And clause "delivery" is due 2026-05-24 23:59:59
    And clause "penalty" has no position

  Scenario: Force majeure excuses the test run it prevents
    When a delivery by MAKER to BUYER of M-1 occurs at 2026-05-04 09:00
    And a force majeure by MAKER occurs 5 days later
    And 10 days pass
    Then clause "trial" is excused
    And clause "trial" is not violated

  Scenario: Nobody says whom the storm keeps from working
    When a force majeure occurs at 2026-04-20 08:00
    And nothing more happens until 2026-05-04 12:00
    Then clause "delivery" is in effect
    And the fact "hindered" is unknown
    And it stays open whether clause "hold" is touched

  Scenario: The buyer gives two weeks more, and only the buyer can
    Then an extension by MAKER until 2026-05-18 1 day later would be ineffective because by is MAKER
    And an extension by BUYER until 2026-05-03 1 day later would be ineffective because more time
    When an extension by BUYER until 2026-05-18 occurs at 2026-05-01 12:00
    Then clause "delivery" is due 2026-05-18 23:59:59
