Feature: Software made to order is accepted by a test, by silence or by use

  Background:
    Given the agreement "acceptance-testing"
    And the zone is "Europe/London"
    When an order by CUSTOMER to SUPPLIER occurs at 2026-05-04 09:00
    And a payment by CUSTOMER to SUPPLIER of GBP 18000 occurs 5 days later
    And a delivery by SUPPLIER to CUSTOMER, called "delivery" occurs at 2026-05-24 09:00

  Scenario: A passed test makes the rest of the price due
    When a test run by CUSTOMER with result passed occurs at 2026-06-03 23:59:59
    Then clause "test" is fulfilled
    And GBP 42000 is owed under clause "balance"
    And clause "balance" is due on 2026-07-03
    When a payment by CUSTOMER to SUPPLIER of GBP 42000 occurs at 2026-07-03 23:59:59
    Then clause "balance" is fulfilled
    And the agreement "acceptance-testing" is completed

  Scenario: Silence is acceptance from the first second of the eleventh day
    When nothing more happens until 2026-06-03 23:59:58
    Then CUSTOMER must hold a test run by 2026-06-03 23:59:59
    And clause "balance" has no position
    When nothing more happens until 2026-06-04 00:00
    Then clause "test" is violated
    And GBP 42000 is owed under clause "balance"

  Scenario: Live use of what was not tested is acceptance, a trial is not
    When a use by CUSTOMER with how trial occurs at 2026-05-25 09:00
    And nothing more happens until 2026-05-25 09:30
    Then clause "test" is in effect
    And clause "balance" has no position
    When a use by CUSTOMER with how live occurs 1 hour later
    And nothing more happens until 2026-05-26 09:00
    Then clause "test" is discharged
    And clause "balance" is due on 2026-06-24

  Scenario: A failed test gives the supplier fourteen days
    When a test run by CUSTOMER with result failed occurs at 2026-05-25 09:00
    Then SUPPLIER must deliver a redelivery by 2026-06-08 23:59:59
    And a rejection by CUSTOMER 1 hour later would be ineffective because may still put things right
    When a redelivery by SUPPLIER to CUSTOMER occurs at 2026-06-09 00:00
    Then clause "correct" is violated
    And clause "correct" is marked "performed-late"
    And a rejection by CUSTOMER 1 hour later would be effective

  Scenario: After the third failed test there is no third round, and the money goes back
    When these events occur:
      | event      | at                   | by       | to       | result |
      | test-run   | 2026-05-25 09:00 UTC | CUSTOMER |          | failed |
      | redelivery | 2026-05-26 09:00 UTC | SUPPLIER | CUSTOMER |        |
      | test-run   | 2026-05-27 09:00 UTC | CUSTOMER |          | failed |
      | redelivery | 2026-05-28 09:00 UTC | SUPPLIER | CUSTOMER |        |
      | test-run   | 2026-05-29 09:00 UTC | CUSTOMER |          | failed |
    Then clause "correct" has 2 positions
    And the fact "failures" is 3
    When a rejection by CUSTOMER occurs at 2026-05-30 09:00
    Then GBP 18000 is owed under clause "give-back"
    And clause "give-back" is due on 2026-06-13
    And clause "balance" has no position
    When a refund by SUPPLIER to CUSTOMER of GBP 18000 occurs 1 day later
    Then the agreement "acceptance-testing" is terminated
    But if the value "rounds" were 3
    Then clause "give-back" has no position
    And clause "correct" has 3 positions

  Scenario Outline: A price reduction has its limit
    When a test run by CUSTOMER with result failed occurs at 2026-05-25 09:00
    And nothing more happens until 2026-06-20 09:00
    Then a price reduction by CUSTOMER of <off> at 2026-06-20 10:00 would be <judged>

    Examples:
      | off          | judged                                       |
      | GBP 24000    | effective                                    |
      | GBP 24000.01 | ineffective because more than forty per cent |

  Scenario: The reduced price, less what was paid, is due in thirty days
    When a test run by CUSTOMER with result failed occurs at 2026-05-25 09:00
    And a price reduction by CUSTOMER of GBP 12000 occurs at 2026-06-20 10:00
    Then GBP 30000 is owed under clause "reduced-balance"
    And clause "reduced-balance" is due on 2026-07-20
    And clause "reject" is discharged

  Scenario: Nobody wrote down how the test went
    When a test run by CUSTOMER occurs at 2026-05-25 09:00
    Then clause "balance" has no position
    And it stays open whether clause "balance" is touched, if result were passed
    And it stays open whether clause "correct" is touched, if result were failed
