Feature: Personal data are processed only as instructed, and people and authorities are answered in time

  Background:
    Given the agreement "data-processing"
    And the zone is "Europe/Brussels"
    And the run begins at 2026-01-15 00:00

  Scenario: A new instruction changes what the processor may do
    When an instruction by CONTROLLER to PROCESSOR with purpose payroll occurs at 2026-02-01 09:00
    Then a processing by PROCESSOR with purpose payroll 1 hour later would be indifferent
    And a processing by PROCESSOR with purpose pensions 1 hour later would be forbidden because a banned act was done
    When an instruction by CONTROLLER to PROCESSOR with purpose pensions occurs at 2026-03-01 09:00
    Then the fact "purpose" is pensions
    And a processing by PROCESSOR with purpose pensions 1 hour later would be indifferent
    When a processing by PROCESSOR with purpose payroll occurs at 2026-03-02 09:00
    Then clause "purpose-limit#1" is violated

  Scenario: Before the first instruction nobody can say what is allowed
    When a processing by PROCESSOR with purpose payroll occurs at 2026-01-20 09:00
    Then the fact "purpose" is unknown
    And clause "purpose-limit" is not violated
    And a processing by PROCESSOR with purpose payroll 1 hour later would be undetermined because purpose

  Scenario: Two people ask at the same time and are answered in the other order
    When a request by a data subject by ANNA to CONTROLLER with number R1 occurs at 2026-01-31 09:00
    And a request by a data subject by BEN to CONTROLLER with number R2 occurs at the same time
    And an answer to a request by CONTROLLER with number R2 occurs at 2026-02-10 09:00
    And nothing more happens until 2026-02-11 00:00
    Then clause "answer-request#2" is fulfilled
    And clause "answer-request#1" is in effect
    When an answer to a request by CONTROLLER with number R1 occurs at 2026-02-28 23:59:59
    And nothing more happens until 2026-03-01 00:00
    Then clause "answer-request#1" is fulfilled
    And an answer to a request by CONTROLLER with number R1 1 day later would be ineffective

  Scenario: More time is taken for one request only
    When a request by a data subject by ANNA to CONTROLLER with number R1 called "anna" occurs at 2026-02-02 09:00
    And a request by a data subject by BEN to CONTROLLER with number R2 called "ben" occurs at the same time
    And an extension by CONTROLLER about "anna" occurs at 2026-02-20 09:00
    Then clause "answer-request#1" is due 2026-05-02 23:59:59
    And clause "answer-request#2" is due 2026-03-02 23:59:59

  Scenario Outline: The seventy-two hours run from awareness, and not from the breach
    When a personal data breach by PROCESSOR with number B1 and risk likely occurs at 2026-03-01 02:00
    Then clause "notify-authority" awaits an awareness by CONTROLLER
    When an awareness by CONTROLLER of B1 occurs at 2026-03-10 15:00
    Then clause "notify-authority" is due 2026-03-13 15:00
    And clause "notify-persons" has no position
    When a notification of a breach by CONTROLLER to AUTHORITY with number B1 occurs at <told>
    Then clause "notify-authority" is <state>

    Examples:
      | told                | state     |
      | 2026-03-13 15:00    | fulfilled |
      | 2026-03-13 15:00:01 | violated  |

  Scenario: Where a risk is unlikely nobody need be told, where it is high the persons must be
    When a personal data breach by PROCESSOR with number B1 and risk unlikely occurs at 2026-03-01 02:00
    And an awareness by CONTROLLER of B1 occurs at 2026-03-02 09:00
    Then clause "notify-authority" has no position
    When a personal data breach by PROCESSOR with number B2 and risk high occurs at 2026-03-05 02:00
    And an awareness by CONTROLLER of B2 occurs at 2026-03-06 09:00
    Then clause "notify-persons" is due "without undue delay"
    And clause "notify-persons" has no due time
    When CONTROLLER finds that clause "notify-persons" was not kept 60 days later
    Then clause "notify-persons" is violated

  Scenario: A sub-processor is engaged only with consent to that company
    When an application by PROCESSOR for HOSTING occurs at 2026-02-02 09:00
    And a consent by CONTROLLER to HOSTING occurs at 2026-02-05 09:00
    And these events occur:
      | event       | at                         | by        | performer |
      | appointment | 2026-02-06T09:00:00+01:00  | PROCESSOR | HOSTING   |
    Then clause "sub-processor-with-consent" is in effect
    And clause "no-sub-processor" is not violated
    When these events occur:
      | event       | at                         | by        | performer |
      | appointment | 2026-02-06T10:00:00+01:00  | PROCESSOR | ANALYTICS |
    Then clause "no-sub-processor#1" is violated

  Scenario: After the end the data are deleted in thirty days, and confidentiality stays
    When CONTROLLER gives written notice of termination at 2026-03-02 12:00
    And nothing more happens until 2026-04-02 00:00
    Then the agreement "data-processing" is terminated
    And clause "delete-or-return" is due 2026-05-01 23:59:59
    And clause "confidentiality" of PROCESSOR is in effect
    When a deletion by PROCESSOR of data occurs at 2026-05-02 00:00
    And nothing more happens until 2026-05-02 00:00
    Then clause "delete-or-return" is violated
