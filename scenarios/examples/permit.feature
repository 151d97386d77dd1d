Feature: Objections against a building permit
  The general rule gives neighbours thirty days. A special law gives them two weeks where the project is of public
  interest.

  Background:
    Given the agreements "permit-procedure" and "special-permit-law"
    And the zone is "Europe/Berlin"

  Scenario: The general rule
    Given the fact "public-interest" is assumed to be no
    When a public notice by OFFICE of tower occurs at 2026-03-10 08:00
    Then an objection by NEIGHBOUR to tower at 2026-04-09 23:59:59 would be effective
    And an objection by NEIGHBOUR to tower at 2026-04-10 00:00 would be ineffective because objections is expired

  Scenario: The special law shortens the period
    Given the fact "public-interest" is assumed to be yes
    When a public notice by OFFICE of tower occurs at 2026-03-10 08:00
    Then an objection by NEIGHBOUR to tower at 2026-03-24 23:59:59 would be effective
    And an objection by NEIGHBOUR to tower at 2026-03-25 00:00 would be ineffective because objections is expired

  Scenario: What if the project were on the list?
    Given the fact "public-interest" is assumed to be no
    When a public notice by OFFICE of tower occurs at 2026-03-10 08:00
    Then clause "objections" is due on 2026-04-09
    But if the fact "public-interest" were yes
    Then clause "objections" is due on 2026-03-24
    But as it was told
    Then clause "objections" is due on 2026-04-09

  Scenario: The office must not decide while objections may be made
    Given the fact "public-interest" is assumed to be yes
    When a public notice by OFFICE of tower occurs at 2026-03-10 08:00
    Then a decision by OFFICE of tower at 2026-03-24 23:59:59 would be forbidden
    And a decision by OFFICE of tower at 2026-03-25 00:00 would be effective
    And a decision by OFFICE of bridge at 2026-03-24 23:59:59 would be ineffective because nothing of it is in effect

  Scenario: An objection must be answered in the decision
    Given the fact "public-interest" is assumed to be no
    When a public notice by OFFICE of tower occurs at 2026-03-10 08:00
    And an objection by NEIGHBOUR to tower occurs 5 days later
    Then clause "answer" is in effect
    And clause "answer" is owed to NEIGHBOUR
    When a decision by OFFICE of tower with outcome granted occurs at 2026-05-04 12:00
    Then clause "answer" is fulfilled
    And clause "decide" is fulfilled

  Scenario Outline: The office publishes an application within two weeks
    When an application by BUILDER for tower occurs at 2026-03-02 10:00
    And a public notice by OFFICE of tower occurs at <published>
    Then clause "publish" is <state>

    Examples:
      | published           | state     |
      | 2026-03-16 23:59:59 | fulfilled |
      | 2026-03-17 00:00:00 | violated  |

  Scenario Outline: The time for the decision runs from the end of the objections
    Given the fact "public-interest" is assumed to be <listed>
    When a public notice by OFFICE of tower occurs at 2026-03-10 08:00
    And nothing more happens until 2026-08-01 00:00
    Then clause "decide" is due on <due>
    And clause "decide" is violated

    Examples:
      | listed | due        |
      | no     | 2026-07-09 |
      | yes    | 2026-04-24 |
