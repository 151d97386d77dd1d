Feature: A bakery buys an oven in six instalments, and the dealer keeps title until all is paid

  Background:
    Given the agreement "instalment-sale"
    And the zone is "Europe/Vienna"
    And the run begins at 2026-01-20 00:00

  Scenario: The handover sets off six instalments, and the last one makes the sum exact
    When a handover by SELLER to BUYER of oven occurs at 2026-02-02 10:00
    Then EUR 1666.67 is owed under clause "instalment-1"
    And clause "instalment-1" is due 2026-03-02 23:59:59
    And EUR 1666.67 is owed under clause "instalment-5"
    And EUR 1666.65 is owed under clause "instalment-6"
    And clause "instalment-6" is due 2026-08-02 23:59:59
    And BUYER must not make a disposal

  Scenario Outline: Whatever the price, six instalments come to it and no cent more
    Given the value "price" is <price>
    When a handover by SELLER to BUYER of oven occurs at 2026-02-02 10:00
    Then <each> is owed under clause "instalment-1"
    And <last> is owed under clause "instalment-6"

    Examples:
      | price        | each        | last        |
      | EUR 12000    | EUR 2000    | EUR 2000    |
      | EUR 10000    | EUR 1666.67 | EUR 1666.65 |
      | EUR 10000.01 | EUR 1666.67 | EUR 1666.66 |
      | EUR 1        | EUR 0.17    | EUR 0.15    |

  Scenario: Part payments add up, and what is too much goes to the next instalment
    When a handover by SELLER to BUYER of oven occurs at 2026-02-02 10:00
    And a payment by BUYER to SELLER of EUR 1000 for price occurs at 2026-02-10 12:00
    Then EUR 666.67 is left under clause "instalment-1"
    And a payment by BUYER to SELLER of EUR 666.66 for price at 2026-03-02 23:59:59 would be effective because EUR 0.01 remains
    When a payment by BUYER to SELLER of EUR 700 for price occurs at 2026-02-20 12:00
    Then clause "instalment-1" is fulfilled
    And EUR 33.33 is paid under clause "instalment-2"
    And EUR 1633.34 is left under clause "instalment-2"

  Scenario Outline: A late instalment bears interest for each started day
    When a handover by SELLER to BUYER of oven occurs at 2026-02-02 10:00
    And a payment by BUYER to SELLER of EUR 1666.67 for price occurs at <paid>
    Then clause "instalment-1" is cured
    And <interest> is owed under clause "late-interest"

    Examples:
      | paid                | interest  |
      | 2026-03-03 00:00    | EUR 0.41  |
      | 2026-03-03 23:59:59 | EUR 0.41  |
      | 2026-03-04 00:00    | EUR 0.82  |
      | 2026-03-30 12:00    | EUR 11.51 |

  Scenario Outline: Whoever settles everything early gets half a per cent back for each full month
    When a handover by SELLER to BUYER of oven occurs at 2026-02-02 10:00
    And a payment by BUYER to SELLER of EUR 10000 for price occurs at <paid>
    And nothing more happens until 2026-03-10 00:00
    Then clause "title-passes" is exercised
    And clause "retention" is discharged
    And <rebate> is owed under clause "rebate"
    And clause "rebate" is <state>

    Examples:
      | paid                | rebate  | state      |
      | 2026-02-28 12:00    | EUR 250 | in effect  |
      | 2026-03-02 23:59:59 | EUR 250 | in effect  |

  Scenario Outline: Near the end the rebate shrinks, and in the last month there is none
    When a handover by SELLER to BUYER of oven occurs at 2026-02-02 10:00
    And a payment by BUYER to SELLER of EUR 8333.35 for price occurs at 2026-02-28 12:00
    And a payment by BUYER to SELLER of EUR 1666.65 for price occurs at <paid>
    And nothing more happens until 2026-07-10 00:00
    Then <rebate> is owed under clause "rebate"
    And clause "rebate" is <state>

    Examples:
      | paid                | rebate | state      |
      | 2026-07-02 23:59:59 | EUR 50 | in effect  |
      | 2026-07-03 00:00    | EUR 0  | discharged |

  Scenario: Two instalments in a row are overdue, and only after fourteen days of grace may the seller withdraw
    When a handover by SELLER to BUYER of oven occurs at 2026-02-02 10:00
    Then a demand by SELLER to BUYER for arrears at 2026-04-02 23:59:59 would be ineffective because no two instalments in a row are overdue
    When a demand by SELLER to BUYER for arrears occurs at 2026-04-03 00:00
    Then clause "grace" is due 2026-04-17 23:59:59
    And SELLER gives written notice of termination at 2026-04-17 23:59:59 would be ineffective
    And SELLER gives written notice of termination at 2026-04-18 00:00 would be effective
    When SELLER gives written notice of termination at 2026-04-20 12:00
    Then clause "grace" is violated
    And the agreement "instalment-sale" is terminated
    And clause "instalment-3" is terminated
    And clause "return" is due 2026-04-27 23:59:59

  Scenario Outline: After the withdrawal the seller pays back what it got, less a charge for each started month of use
    When a handover by SELLER to BUYER of oven occurs at 2026-02-02 10:00
    And a payment by BUYER to SELLER of <paid> for price occurs at 2026-02-20 12:00
    And a demand by SELLER to BUYER for arrears occurs at 2026-05-10 12:00
    And SELLER gives written notice of termination at 2026-05-28 12:00
    And a handover by BUYER to SELLER of oven occurs at <returned>
    And nothing more happens until 2026-06-03 00:00
    Then <back> is owed under clause "repayment"
    And clause "repayment" is <state>

    Examples:
      | paid        | returned            | back        | state      |
      | EUR 1666.67 | 2026-06-02 10:00    | EUR 66.67   | in effect  |
      | EUR 1666.66 | 2026-06-02 09:59:59 | EUR 66.66   | in effect  |
      | EUR 1666.67 | 2026-06-02 10:00:01 | EUR 0       | discharged |
      | EUR 1600    | 2026-06-02 10:00    | EUR 0       | discharged |
      | EUR 1600.01 | 2026-06-02 10:00    | EUR 0.01    | in effect  |
