Feature: Every kind of date in one contract

  Background:
    Given the agreement "managed-services"
    And the zone is "Europe/Berlin"

  Scenario Outline: Four working hours run from nine to five, on working days only
    When a fault report by CLIENT with number F-1 occurs at <reported>
    Then clause "respond" is due at <due>

    Examples:
      | reported         | due              |
      | 2026-03-30 09:00 | 2026-03-30 13:00 |
      | 2026-03-30 06:00 | 2026-03-30 13:00 |
      | 2026-03-30 15:30 | 2026-03-31 11:30 |
      | 2026-03-27 16:59 | 2026-03-30 12:59 |
      | 2026-03-28 12:00 | 2026-03-30 13:00 |
      | 2026-04-02 15:00 | 2026-04-07 11:00 |

  Scenario Outline: A day on which both banks are open
    When a credit note by PROVIDER to CLIENT of EUR 500 occurs at <credited>
    Then clause "transfer-money" is due on <due>

    Examples:
      | credited         | due        |
      | 2026-03-30 12:00 | 2026-04-01 |
      | 2026-04-30 12:00 | 2026-05-06 |
      | 2026-08-28 12:00 | 2026-09-02 |

  Scenario Outline: A notice of six weeks, to the end of a quarter
    When a notice of termination by CLIENT with form written occurs at 2026-02-10 12:00
    And receipt of the notice by PROVIDER occurs at <received>
    Then the agreement "managed-services" ends on <ends>

    Examples:
      | received         | ends       |
      | 2026-02-16 12:00 | 2026-03-31 |
      | 2026-02-18 12:00 | 2026-06-30 |
