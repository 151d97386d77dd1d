Feature: The United States and Ukraine consult within a day

  Background:
    Given the agreement "usa-ukr-2024"

  Scenario: An attack alone starts no clock
    When an armed attack by RUS against UKR occurs at 2026-03-01 04:00 UTC
    Then clause "II.4-1" awaits a consultation request
    When UKR requests consultations 2 hours later
    Then USA and UKR must hold consultations by 2026-03-02 06:00 UTC
    And USA carries a withdrawal risk because ratification is absent

  Scenario: Asked for and held in time
    When an armed attack by RUS against UKR occurs at 2026-03-01 04:00 UTC
    And UKR requests consultations 2 hours later
    And USA and UKR hold consultations at most-senior level 20 hours after the attack
    Then clause "II.4-1" is fulfilled
    And clause "II.4-1" was performed 20 hours after the attack
    But if the request had not happened
    Then clause "II.4-1" awaits a consultation request
    And clause "II.4-1" is marked "performed-uninvoked"
    But as it was told
    Then clause "II.4-1" is fulfilled

  Scenario: Held below the most senior level, they are no answer
    When an armed attack by RUS against UKR occurs at 2026-03-01 04:00 UTC
    And UKR requests consultations 2 hours later
    And USA and UKR hold consultations at ambassador level 5 hours later
    And 3 days pass
    Then clause "II.4-1" is in effect
    And the target of clause "II.4-1" is missed
    And clause "II.4-1" is not violated

  Scenario Outline: Each reading has its own day
    Given clause "II.4-1" is read "<reading>"
    When an armed attack by RUS against UKR occurs at 2026-03-01 04:00 UTC
    And UKR requests consultations 2 hours later
    Then clause "II.4-1" is due <due> as a target
    And clause "II.4-1" is due "immediately"

    Examples:
      | reading     | due                  |
      | as-written  | 2026-03-02 06:00 UTC |
      | from-attack | 2026-03-02 04:00 UTC |

  Scenario: Only Ukraine can ask for what the annex intends
    When a threat of armed attack by RUS against UKR occurs at 2026-03-01 04:00 UTC
    And USA requests consultations 1 hour later
    Then clause "II.4-1" is in effect
    And clause "A.A-3" awaits a consultation request by UKR
    And clause "A.A-3" has political rank
