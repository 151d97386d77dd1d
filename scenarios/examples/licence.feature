Feature: A licence that forbids what it does not allow

  Background:
    Given the agreement "evaluation-licence"
    And the run begins at 2026-02-01 00:00 UTC

  Scenario: To evaluate is allowed, to sell is not
    Then a use by TESTER of work with how evaluation at 2026-02-02 09:00 UTC would be effective because evaluation
    And a use by TESTER of work with how resale at 2026-02-02 09:00 UTC would be forbidden because a banned act was done

  Scenario: What the licence does not speak of is neither allowed nor forbidden
    Then a use by TESTER of another with how resale at 2026-02-02 09:00 UTC would be indifferent

  Scenario: Publishing needs approval beforehand
    When a consent by OWNER to publication occurs at 2026-02-10 12:00 UTC
    Then a publication by TESTER of results 1 hour later would be effective
    And a publication by TESTER of comments 1 hour later would be effective
    But if the consent had not happened
    Then a publication by TESTER of results at 2026-02-10 13:00 UTC would be forbidden
    And a publication by TESTER of comments at 2026-02-10 13:00 UTC would be forbidden

  Scenario Outline: What was published without approval is removed within a day
    When a publication by TESTER of results called "leak" occurs at 2026-02-10 12:00 UTC
    And a deletion by TESTER of results occurs at <removed>
    Then clause "remove" is <state>
    And the agreement "evaluation-licence" is <end>

    Examples:
      | removed                 | state     | end        |
      | 2026-02-11 12:00:00 UTC | fulfilled | in force   |
      | 2026-02-11 12:00:01 UTC | violated  | terminated |

  Scenario: To remove the comments does not remove the results
    When a publication by TESTER of results occurs at 2026-02-10 12:00 UTC
    And a publication by TESTER of comments occurs 1 hour later
    And a deletion by TESTER of comments occurs 2 hours later
    Then clause "remove-comments" is fulfilled
    And clause "remove" is violated
    And clause "remove" is owed to OWNER

  Scenario: The licence ends by itself when nothing is removed, and its bans outlive it
    When a publication by TESTER of results occurs at 2026-02-10 12:00 UTC
    And 2 days pass
    Then the agreement "evaluation-licence" is terminated
    And the agreement "evaluation-licence" ends at 2026-02-11 12:00 UTC
    And a use by TESTER of work with how evaluation at 2026-02-12 13:00 UTC would be forbidden

  Scenario: A forbidden use ends the licence at once
    When a use by TESTER of work with how resale occurs at 2026-02-10 12:00 UTC
    Then the agreement "evaluation-licence" ends at 2026-02-10 12:00 UTC

  Scenario: A commissioned evaluation may use the work in any way
    When an instruction by OWNER to TESTER with purpose evaluation occurs at 2026-02-05 09:00 UTC
    Then a use by TESTER of work with how benchmarking 1 day later would be effective because commission
    But if the instruction had not happened
    Then a use by TESTER of work with how benchmarking at 2026-02-06 09:00 UTC would be forbidden
