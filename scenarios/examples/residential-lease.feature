Feature: A home is let by the month, and both sides keep what the lease says

  Background:
    Given the agreement "residential-lease"
    And the zone is "Europe/Dublin"
    And the run begins at 2026-05-01 00:00

  Scenario: One cent short at the end of the first day of the month, and the rent is overdue until the cent is paid
    When a payment by TENANT to LANDLORD of EUR 1199.99 for rent occurs at 2026-05-01 10:00
    Then a payment by TENANT to LANDLORD of EUR 0.01 for rent at 2026-05-01 23:59:59 would be effective because performed in time
    When nothing more happens until 2026-05-02 00:00
    Then clause "rent#1" is violated
    And EUR 0.01 is left under clause "rent#1"
    When a payment by TENANT to LANDLORD of EUR 0.01 for rent occurs at 2026-05-02 09:00
    And nothing more happens until 2026-05-02 09:00
    Then clause "rent#1" is cured

  Scenario Outline: The deposit is what was agreed, and never more than three rents
    Given the value "agreed-deposit" is <agreed>
    When a payment by TENANT to LANDLORD of EUR 1200 for rent occurs at 2026-05-01 10:00
    Then <owed> is owed under clause "deposit"
    And clause "deposit" is due 2026-05-15 23:59:59

    Examples:
      | agreed      | owed     |
      | EUR 2400    | EUR 2400 |
      | EUR 3600    | EUR 3600 |
      | EUR 3600.01 | EUR 3600 |

  Scenario Outline: The landlord keeps what it has stated item by item in time, and pays the rest back
    When a payment by TENANT to LANDLORD of EUR 3600 for deposit occurs at 2026-05-04 10:00
    And a handover by TENANT to LANDLORD of home occurs at 2026-05-20 10:00
    And an itemised statement by LANDLORD to TENANT of <kept> occurs at 2026-06-10 23:59:59
    And nothing more happens until 2026-06-11 00:00
    Then clause "account-for-deposit" is fulfilled
    And <back> is owed under clause "return-of-balance"
    And clause "return-of-balance" is <state>
    And clause "return-in-full" has no position

    Examples:
      | kept        | back        | state      |
      | EUR 450.50  | EUR 3149.50 | in effect  |
      | EUR 3599.99 | EUR 0.01    | in effect  |
      | EUR 3600    | EUR 0       | discharged |
      | EUR 4000    | EUR 0       | discharged |

  Scenario: A statement one second late is worth nothing, and the whole deposit is owed
    When a payment by TENANT to LANDLORD of EUR 3600 for deposit occurs at 2026-05-04 10:00
    And a handover by TENANT to LANDLORD of home occurs at 2026-05-20 10:00
    And an itemised statement by LANDLORD to TENANT of EUR 450.50 occurs at 2026-06-11 00:00
    Then clause "account-for-deposit" is violated
    And EUR 3600 is owed under clause "return-in-full"

  Scenario: The tenant sublets only to the person to whom the landlord has consented
    When an application by TENANT for LODGER occurs at 2026-05-05 09:00
    Then clause "subletting-with-consent" awaits a consent by LANDLORD
    And a subletting by TENANT to LODGER 1 day later would be forbidden because subletting-with-consent did not allow it
    When a consent by LANDLORD to LODGER occurs at 2026-05-08 09:00
    Then a subletting by TENANT to LODGER 1 hour later would be effective
    And a subletting by TENANT to STRANGER 1 hour later would be forbidden because subletting-with-consent did not allow it

  Scenario: Notice by either side ends the lease after three months
    When TENANT gives written notice of termination at 2026-06-10 12:00
    Then the agreement "residential-lease" is under notice
    And the agreement "residential-lease" ends at 2026-09-10 23:59:59
    When nothing more happens until 2026-09-11 00:00
    Then the agreement "residential-lease" is terminated
    And clause "hand-back" is due 2026-09-13 23:59:59

  Scenario: The landlord may end the lease at once only while two rents are overdue
    When a payment by TENANT to LANDLORD of EUR 3600 for deposit occurs at 2026-05-04 10:00
    Then a notice of termination by LANDLORD with form written about "end-for-arrears" at 2026-06-01 23:59:59 would be ineffective because fewer than two rents are overdue
    And a notice of termination by LANDLORD with form written about "end-for-arrears" at 2026-06-02 00:00 would be effective
    When a notice of termination by LANDLORD with form written about "end-for-arrears" occurs at 2026-06-02 00:00
    Then the agreement "residential-lease" is terminated

  Scenario: An ordinary fault must be put right within two weeks, and only then may the tenant do it
    When a fault report by TENANT to LANDLORD with number F1 and severity low occurs at 2026-05-10 09:00
    Then clause "repair" is due 2026-05-24 23:59:59
    And a resolution of a fault by TENANT with number F1 at 2026-05-24 23:59:59 would be forbidden because repair-it-oneself did not allow it
    And a resolution of a fault by TENANT with number F1 at 2026-05-25 00:00 would be effective
