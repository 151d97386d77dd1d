Feature: One event under several agreements

  Background:
    Given the agreements "usa-ukr-2024", "jpn-ukr-2024" and "nato-1949"

  Scenario: A threat, to which one text answers
    When these events occur:
      | event                   | id      | at                   | by  | against |
      | threat-of-armed-attack  | threat  | 2026-03-01 04:00 UTC | RUS | UKR     |
      | consultation-request    | request | threat + PT2H        | UKR |         |
    Then clause "usa-ukr-2024/II.4-1" is in effect
    And clause "jpn-ukr-2024/III.1" has no position
    And nothing is owed under "jpn-ukr-2024"
    And JPN and UKR need not hold consultations

  Scenario: An attack by nobody knows whom
    When an armed attack against UKR occurs at 2026-03-01 04:00 UTC
    Then clause "usa-ukr-2024/II.4-1" awaits a consultation request
    And it stays open whether clause "jpn-ukr-2024/III.1" is touched, if by were RUS

  Scenario: An attack on an ally
    When an armed attack by RUS against EST occurs at 2026-03-01 04:00 UTC
    Then clause "nato-1949/5" has 31 positions
    And clause "nato-1949/5" of USA is in effect
    And USA must give assistance
    And nothing is owed under "usa-ukr-2024"
    When USA gives assistance to EST 2 days later
    Then clause "nato-1949/5" of USA is fulfilled
    And clause "nato-1949/5" of DEU is in effect
