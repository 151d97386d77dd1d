Feature: What the provider of a hosted system owes when it is down

  Background:
    Given the agreement "service-levels"
    And the zone is "Europe/Berlin"

  Scenario: What was promised was kept, so there is nothing to credit
    When an availability report by PROVIDER with month january and percent 99.9 occurs at 2026-02-01 12:00
    Then clause "credit" has no position
    And PROVIDER must deliver an availability report by 2026-03-01 23:59:59

  Scenario Outline: The worse the month, the higher the credit
    When an availability report by PROVIDER with month january and percent <percent> occurs at 2026-02-01 12:00
    Then <credit> is owed under clause "credit"
    And clause "credit" is due on 2026-02-11

    Examples:
      | percent | credit   |
      | 99.89   | EUR 1000 |
      | 99.5    | EUR 1000 |
      | 99.49   | EUR 2000 |
      | 99      | EUR 2000 |
      | 98.99   | EUR 5000 |
      | 50      | EUR 5000 |

  Scenario: A report that does not say how much of the month it was there
    When an availability report by PROVIDER with month january occurs at 2026-02-01 12:00
    Then clause "credit" has no position
    And it stays open whether clause "credit" is touched

  Scenario: The credits of a year come to no more than the cap
    Given the value "year-cap" is EUR 6000
    When an availability report by PROVIDER with month january and percent 90 occurs at 2026-02-01 12:00
    And a credit note by PROVIDER to CUSTOMER of EUR 5000 occurs 1 day later
    And an availability report by PROVIDER with month february and percent 90 occurs at 2026-03-01 12:00
    And nothing more happens until 2026-03-05 12:00
    Then clause "service-levels/credit#2" is in effect
    And EUR 1000 is owed under clause "service-levels/credit#2"
    And a credit note by PROVIDER to CUSTOMER of EUR 999.99 1 hour later would be effective because EUR 0.01 remains
    But if the value "year-cap" were EUR 5000
    Then clause "service-levels/credit#2" is discharged

  Scenario: A severe fault is answered within the hour and put right one second late
    When a fault report by CUSTOMER to PROVIDER with number F-1 and severity severe, called "fault" occurs at 2026-01-20 10:00
    Then PROVIDER must make a response to a fault by 2026-01-20 11:00
    When a response to a fault by PROVIDER with number F-1 occurs 1 hour later
    And a resolution of a fault by PROVIDER with number F-1 occurs at 2026-01-20 14:00:01
    Then clause "respond-severe" is fulfilled
    And clause "resolve-severe" is violated
    And clause "resolve-severe" is marked "performed-late"
    And EUR 500 is owed under clause "fault-credit"

  Scenario: A fault nobody graded starts no clock
    When a fault report by CUSTOMER to PROVIDER with number F-1 occurs at 2026-01-20 10:00
    Then clause "resolve-severe" has no position
    And it stays open whether clause "resolve-severe" is touched, if severity were severe

  Scenario: Two severe outages go to the managers, three let the customer out
    When an outage by PROVIDER with minutes 61 occurs at 2026-01-10 12:00
    And an outage by PROVIDER with minutes 60 occurs at 2026-01-11 12:00
    Then the fact "severe-outages" is 1
    And clause "escalate" has no position
    When an outage by PROVIDER with minutes 61 occurs at 2026-01-12 12:00
    Then PROVIDER must make an escalation by 2026-01-14 12:00
    And a notice of termination by CUSTOMER with form written 1 hour later would be ineffective because not three severe outages
    When an outage by PROVIDER with minutes 61, called "third" occurs at 2026-03-11 23:58
    Then a notice of termination by CUSTOMER with form written 1 minute later would be effective
    And a notice of termination by CUSTOMER with form written 2 minutes later would be ineffective because severe-outages = 2
    When CUSTOMER gives written notice at 2026-03-11 23:59
    Then the agreement "service-levels" is terminated
    But if the third had not happened
    Then the agreement "service-levels" is in force

  Scenario: The credits are all there is, unless the expert finds gross fault
    When a decision by EXPERT of gross-fault with outcome refused occurs at 2026-01-20 10:00
    Then a demand by CUSTOMER to PROVIDER with for damages 1 hour later would be forbidden
    When a decision by EXPERT of gross-fault with outcome granted occurs at 2026-01-21 10:00
    Then a demand by CUSTOMER to PROVIDER with for damages 1 hour later would be effective
