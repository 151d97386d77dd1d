Feature: A joiner signs a note for a year, and whoever holds it can ask for what is open

  Background:
    Given the agreement "promissory-note"
    And the zone is "Europe/Dublin"
    And the run begins at 2026-01-15 00:00

  Scenario: The interest is counted by the days of each half-year
    When a payment by MAKER to PAYEE of EUR 595.07 for interest occurs at 2026-07-15 23:59:59
    Then EUR 595.07 is owed under clause "interest-1"
    And clause "interest-1" is fulfilled
    And EUR 604.93 is owed under clause "interest-2"
    And clause "interest-2" is due 2027-01-15 23:59:59
    And EUR 20000 is owed under clause "principal"

  Scenario Outline: Another rate makes another interest, to the cent
    Given the value "rate" is <rate>
    When a payment by MAKER to PAYEE of EUR 100 for principal occurs at 2026-02-01 12:00
    Then <first> is owed under clause "interest-1"
    And <second> is owed under clause "interest-2"

    Examples:
      | rate  | first      | second     |
      | 5%    | EUR 495.89 | EUR 504.11 |
      | 7.25% | EUR 719.04 | EUR 730.96 |
      | 10%   | EUR 991.78 | EUR 1008.22 |

  Scenario: A part of the principal counts, a part of the interest does not
    When a payment by MAKER to PAYEE of EUR 7500.50 for principal occurs at 2026-05-01 12:00
    Then EUR 12499.50 is left under clause "principal"
    And a payment by MAKER to PAYEE of EUR 595.06 for interest at 2026-07-01 12:00 would be ineffective because a part does not count
    And a payment by MAKER to PAYEE of EUR 595.07 for interest at 2026-07-01 12:00 would be effective because performed in time

  Scenario Outline: Up to ten days late the principal bears no default interest, and then for every started day
    When a payment by MAKER to PAYEE of EUR 20000 for principal occurs at <paid>
    Then <owed> is owed under clause "principal"
    And clause "principal" is <state>

    Examples:
      | paid                | owed         | state     |
      | 2027-01-15 23:59:59 | EUR 20000    | fulfilled |
      | 2027-01-16 00:00    | EUR 20000    | cured     |
      | 2027-01-25 23:59:59 | EUR 20000    | cured     |
      | 2027-01-26 00:00    | EUR 20072.33 | violated  |
      | 2027-01-26 23:59:59 | EUR 20072.33 | violated  |
      | 2027-01-27 00:00    | EUR 20078.90 | violated  |

  Scenario: Each part of a late principal bears interest for its own days
    When a payment by MAKER to PAYEE of EUR 15000 for principal occurs at 2027-02-04 12:00
    Then EUR 5131.51 is left under clause "principal"
    When a payment by MAKER to PAYEE of EUR 5000 for principal occurs at 2027-02-14 12:00
    Then EUR 20147.95 is owed under clause "principal"

  Scenario: The holder may call everything due once the first interest is more than ten days overdue
    When an acceleration by PAYEE with until 2026-08-10 occurs at 2026-08-01 12:00
    Then clause "principal" is due 2026-08-10 23:59:59
    And clause "interest-2" is due 2026-08-10 23:59:59
    And EUR 604.93 is owed under clause "interest-2"
    But if the acceleration had not happened
    Then clause "principal" is due 2027-01-15 23:59:59

  Scenario: Called due too soon, or with too little time, the note runs on
    When a payment by MAKER to PAYEE of EUR 4000 for principal occurs at 2026-03-01 12:00
    Then an acceleration by PAYEE with until 2026-08-31 at 2026-07-25 23:59:59 would be ineffective because the ten days of grace are not over
    And an acceleration by PAYEE with until 2026-08-31 at 2026-07-26 00:00 would be effective
    And an acceleration by PAYEE with until 2026-08-01 at 2026-07-26 12:00 would be ineffective because the maker must have a week
    And clause "principal" is due 2027-01-15 23:59:59

  Scenario: After the note is made over only the new holder can be paid, and only it can release the maker
    When these events occur:
      | event      | at               | by    | assignee |
      | assignment | 2026-04-01 12:00 | PAYEE | BANK     |
    Then clause "principal" is owed to BANK
    And clause "interest-1" is owed to BANK
    And a payment by MAKER to PAYEE of EUR 595.07 for interest at 2026-07-15 12:00 would be ineffective because to is PAYEE, not BANK
    And a payment by MAKER to BANK of EUR 595.07 for interest at 2026-07-15 12:00 would be effective because performed in time
    And a release by PAYEE of note at 2026-05-01 12:00 would be ineffective because by is PAYEE, not BANK
    When a release by BANK of note occurs at 2026-06-01 12:00
    Then clause "principal" is discharged
    And clause "interest-1" is discharged
    And clause "interest-2" is discharged
    And the agreement "promissory-note" is completed
