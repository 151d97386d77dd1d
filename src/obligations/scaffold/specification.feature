# Run it: obligations spec scenarios/<NAME>.feature    The sentences are listed in docs/gherkin.md.
Feature: <NAME>

  Background:
    Given the agreement "<NAME>"

  Scenario: A report that comes too late
    When a request for a report by BUYER occurs at 2026-03-02 09:00 UTC
    And 11 days pass
    Then clause "report" is violated
