@kept
Feature: What comes out in every way
  Rule: one rule
    Scenario: it fails
      Given the agreement "usa-ukr-2024"
      When an armed attack by RUS against UKR occurs at 2026-03-01 04:00 UTC
      Then clause "II.4-1" is violated
    Scenario Outline: it is wrong
      Given the agreement "<which>"
      When an armed attack by RUS against UKR occurs at 2026-03-01 04:00 UTC
      Then clause "II.4-1" awaits a consultation request
      Examples:
        | which        |
        | usa-ukr-2023 |
        | usa-ukr-2024 |
