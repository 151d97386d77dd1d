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
    And an objection by NEIGHBOUR to tower at 2026-04-10 00:00 would be ineffective

  Scenario: The special law shortens the period
    Given the fact "public-interest" is assumed to be yes
    When a public notice by OFFICE of tower occurs at 2026-03-10 08:00
    Then an objection by NEIGHBOUR to tower at 2026-03-24 23:59:59 would be effective
    And an objection by NEIGHBOUR to tower at 2026-03-25 00:00 would be ineffective

  Scenario: What if the project were on the list?
    Given the fact "public-interest" is assumed to be no
    When a public notice by OFFICE of tower occurs at 2026-03-10 08:00
    Then clause "objections" is due on 2026-04-09
    But if the fact "public-interest" were yes
    Then clause "objections" is due on 2026-03-24

  Scenario: The office must not decide while objections may be made
    Given the fact "public-interest" is assumed to be yes
    When a public notice by OFFICE of tower occurs at 2026-03-10 08:00
    Then a decision by OFFICE of tower 3 days later would be forbidden

  Scenario: An objection must be answered in the decision
    Given the fact "public-interest" is assumed to be no
    When a public notice by OFFICE of tower occurs at 2026-03-10 08:00
    And an objection by NEIGHBOUR to tower occurs 5 days later
    Then clause "answer" is in effect
    And clause "answer" is owed to NEIGHBOUR
