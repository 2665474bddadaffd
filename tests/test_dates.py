"""Date phrases resolve by the contract's table on three publication dates, by the tense and by dates named before."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from communique.language.dates import Resolved, resolve_date

THURSDAY, JANUARY, SUNDAY = "2025-03-27", "2026-01-14", "2025-03-30"  # the second is a Wednesday


def edtf(phrase: str, published: str | None = THURSDAY, context: str = "") -> str | None:
    found = resolve_date(phrase, published, context)
    return found and found.edtf


# Each row: the phrase, its rule, and what it means on the three dates.
TABLE = """
13 March                    | D1  | 2025-03-13                | 2026-03-13                | 2025-03-13
yesterday                   | D1  | 2025-03-26                | 2026-01-13                | 2025-03-29
today                       | D1  | 2025-03-27                | 2026-01-14                | 2025-03-30
tonight                     | D1  | 2025-03-27                | 2026-01-14                | 2025-03-30
last night                  | D1  | 2025-03-26                | 2026-01-13                | 2025-03-29
tomorrow                    | D1  | 2025-03-28                | 2026-01-15                | 2025-03-31
the day before yesterday    | D1  | 2025-03-25                | 2026-01-12                | 2025-03-28
the day after tomorrow      | D1  | 2025-03-29                | 2026-01-16                | 2025-04-01
three days ago              | D1  | 2025-03-24                | 2026-01-11                | 2025-03-27
24 hours ago                | D1  | 2025-03-26                | 2026-01-13                | 2025-03-29
in three days               | D1  | 2025-03-30                | 2026-01-17                | 2025-04-02
December 20                 | D1  | 2024-12-20                | 2025-12-20                | 2024-12-20
on the 13th                 | D1  | 2025-03-13                | 2026-01-13                | 2025-04-13
the 13th of next month      | D1  | 2025-04-13                | 2026-02-13                | 2025-04-13
Christmas Eve               | D1  | 2024-12-24                | 2025-12-24                | 2024-12-24
New Year's Day 2026         | D1  | 2026-01-01                | 2026-01-01                | 2026-01-01
last year                   | D2  | 2024                      | 2025                      | 2024
next year                   | D2  | 2026                      | 2027                      | 2026
last month                  | D2  | 2025-02                   | 2025-12                   | 2025-02
this month                  | D2  | 2025-03                   | 2026-01                   | 2025-03
the previous month          | D2  | 2025-02                   | 2025-12                   | 2025-02
in May                      | D2  | 2025-05                   | 2026-05                   | 2025-05
in December                 | D2  | 2024-12                   | 2025-12                   | 2024-12
in 2023                     | D2  | 2023                      | 2023                      | 2023
last September              | D2  | 2024-09                   | 2025-09                   | 2024-09
this March                  | D2  | 2025-03                   | 2026-03                   | 2025-03
next March                  | D2  | 2026-03                   | 2026-03                   | 2026-03
in March last year          | D2  | 2024-03                   | 2025-03                   | 2024-03
this decade                 | D2  | 202X                      | 202X                      | 202X
the 1990s                   | D2  | 199X                      | 199X                      | 199X
the nineties                | D2  | 199X                      | 199X                      | 199X
the 19th century            | D2  | 18XX                      | 18XX                      | 18XX
on Thursday                 | D3  | 2025-03-27                | 2026-01-08                | 2025-03-27
on Monday                   | D3  | 2025-03-24                | 2026-01-12                | 2025-03-24
Sunday evening              | D3  | 2025-03-23                | 2026-01-11                | 2025-03-30
this past Monday            | D3  | 2025-03-24                | 2026-01-12                | 2025-03-24
this coming Sunday          | D3  | 2025-03-30                | 2026-01-18                | 2025-04-06
next Tuesday                | D4  | 2025-04-01                | 2026-01-20                | 2025-04-01
last Monday                 | D4  | 2025-03-17                | 2026-01-05                | 2025-03-17
this Friday                 | D4  | 2025-03-28                | 2026-01-16                | 2025-03-28
Tuesday next week           | D4  | 2025-04-01                | 2026-01-20                | 2025-04-01
next week                   | D4  | [2025-03-31..2025-04-06]  | [2026-01-19..2026-01-25]  | [2025-03-31..2025-04-06]
this week                   | D4  | [2025-03-24..2025-03-30]  | [2026-01-12..2026-01-18]  | [2025-03-24..2025-03-30]
last week's                 | D4  | [2025-03-17..2025-03-23]  | [2026-01-05..2026-01-11]  | [2025-03-17..2025-03-23]
this weekend                | D4  | [2025-03-29..2025-03-30]  | [2026-01-17..2026-01-18]  | [2025-03-29..2025-03-30]
last weekend                | D4  | [2025-03-22..2025-03-23]  | [2026-01-10..2026-01-11]  | [2025-03-22..2025-03-23]
the last week of March      | D4  | [2025-03-24..2025-03-30]  | [2026-03-23..2026-03-29]  | [2025-03-24..2025-03-30]
the first Monday of May     | D4  | 2025-05-05                | 2026-05-04                | 2025-05-05
just two weeks ago          | D5  | 2025-03-13~               | 2025-12-31~               | 2025-03-16~
in two weeks                | D5  | 2025-04-10~               | 2026-01-28~               | 2025-04-13~
a couple of weeks ago       | D5  | 2025-03-13~               | 2025-12-31~               | 2025-03-16~
half a dozen years ago      | D6  | 2019~                     | 2020~                     | 2019~
some ten years ago          | D6  | 2015~                     | 2016~                     | 2015~
twenty-five years ago       | D6  | 2000~                     | 2001~                     | 2000~
a month ago                 | D6  | 2025-02~                  | 2025-12~                  | 2025-02~
two decades ago             | D6  | 2005~                     | 2006~                     | 2005~
around 2010                 | D6  | 2010~                     | 2010~                     | 2010~
later this year             | D7  | [2025-03-27..2025-12-31]  | [2026-01-14..2026-12-31]  | [2025-03-30..2025-12-31]
later this month            | D7  | [2025-03-27..2025-03-31]  | [2026-01-14..2026-01-31]  | [2025-03-30..2025-03-31]
by the end of 2026          | D7  | [2025-03-27..2026-12-31]  | [2026-01-14..2026-12-31]  | [2025-03-30..2026-12-31]
by the end of the year      | D7  | [2025-03-27..2025-12-31]  | [2026-01-14..2026-12-31]  | [2025-03-30..2025-12-31]
by Friday                   | D7  | [2025-03-27..2025-03-28]  | [2026-01-14..2026-01-16]  | [2025-03-30..2025-04-04]
earlier in March            | D8  | [2025-03-01..2025-03-27]  | [2025-03-01..2025-03-31]  | [2025-03-01..2025-03-30]
earlier this week           | D8  | [2025-03-24..2025-03-27]  | [2026-01-12..2026-01-14]  | [2025-03-24..2025-03-30]
earlier this year           | D8  | [2025-01-01..2025-03-27]  | [2026-01-01..2026-01-14]  | [2025-01-01..2025-03-30]
early June                  | D9  | [2025-06-01..2025-06-10]  | [2026-06-01..2026-06-10]  | [2025-06-01..2025-06-10]
in mid-March                | D9  | [2025-03-11..2025-03-20]  | [2026-03-11..2026-03-20]  | [2025-03-11..2025-03-20]
late last month             | D9  | [2025-02-21..2025-02-28]  | [2025-12-21..2025-12-31]  | [2025-02-21..2025-02-28]
late 2024                   | D9  | [2024-09-01..2024-12-31]  | [2024-09-01..2024-12-31]  | [2024-09-01..2024-12-31]
early next year             | D9  | [2026-01-01..2026-04-30]  | [2027-01-01..2027-04-30]  | [2026-01-01..2026-04-30]
the middle of next week     | D9  | [2025-04-02..2025-04-03]  | [2026-01-21..2026-01-22]  | [2025-04-02..2025-04-03]
the beginning of the year   | D9  | [2025-01-01..2025-04-30]  | [2026-01-01..2026-04-30]  | [2025-01-01..2025-04-30]
mid-to-late March           | D9  | [2025-03-11..2025-03-31]  | [2026-03-11..2026-03-31]  | [2025-03-11..2025-03-31]
the late 1980s              | D9  | [1987-01-01..1989-12-31]  | [1987-01-01..1989-12-31]  | [1987-01-01..1989-12-31]
the first half of March     | D9  | [2025-03-01..2025-03-15]  | [2026-03-01..2026-03-15]  | [2025-03-01..2025-03-15]
year-end                    | D9  | [2025-09-01..2025-12-31]  | [2026-09-01..2026-12-31]  | [2025-09-01..2025-12-31]
summer                      | D10 | 2025-22                   | 2026-22                   | 2025-22
in the summer of 2019       | D10 | 2019-22                   | 2019-22                   | 2019-22
last summer                 | D10 | 2024-22                   | 2025-22                   | 2024-22
winter                      | D10 | 2025-24                   | 2025-24                   | 2025-24
last winter                 | D10 | 2024-24                   | 2024-24                   | 2024-24
first quarter               | D10 | 2025-33                   | 2026-33                   | 2025-33
the third quarter of this year | D10 | 2025-35                | 2026-35                   | 2025-35
Q3 2024                     | D10 | 2024-35                   | 2024-35                   | 2024-35
last quarter                | D10 | 2024-36                   | 2025-36                   | 2024-36
second half                 | D10 | 2025-41                   | 2026-41                   | 2025-41
the first half of next year | D10 | 2026-40                   | 2027-40                   | 2026-40
June 18 to 19, 2024         | D11 | 2024-06-18/2024-06-19     | 2024-06-18/2024-06-19     | 2024-06-18/2024-06-19
April 19-20                 | D11 | 2025-04-19/2025-04-20     | 2026-04-19/2026-04-20     | 2025-04-19/2025-04-20
15 and 16 June              | D11 | 2025-06-15/2025-06-16     | 2026-06-15/2026-06-16     | 2025-06-15/2025-06-16
from April 28 to May 2      | D11 | 2025-04-28/2025-05-02     | 2026-04-28/2026-05-02     | 2025-04-28/2025-05-02
28 December to 3 January    | D11 | 2024-12-28/2025-01-03     | 2025-12-28/2026-01-03     | 2024-12-28/2025-01-03
Monday to Wednesday         | D11 | 2025-03-24/2025-03-26     | 2026-01-12/2026-01-14     | 2025-03-24/2025-03-26
for the past three years    | D11 | 2022-03-27/2025-03-27     | 2023-01-14/2026-01-14     | 2022-03-30/2025-03-30
between 10 and 12 April     | D12 | [2025-04-10..2025-04-12]  | [2026-04-10..2026-04-12]  | [2025-04-10..2025-04-12]
between April and June      | D12 | [2025-04..2025-06]        | [2026-04..2026-06]        | [2025-04..2025-06]
in May or June              | D12 | [2025-05..2025-06]        | [2026-05..2026-06]        | [2025-05..2025-06]
in the past two weeks       | D12 | [2025-03-13..2025-03-27]  | [2025-12-31..2026-01-14]  | [2025-03-16..2025-03-30]
within 36 hours             | D12 | [2025-03-27..2025-03-29]  | [2026-01-14..2026-01-16]  | [2025-03-30..2025-04-01]
the first three months of 2024 | D12 | [2024-01-01..2024-03-31] | [2024-01-01..2024-03-31] | [2024-01-01..2024-03-31]
since 2022                  | D13 | 2022/..                   | 2022/..                   | 2022/..
since Monday                | D13 | 2025-03-24/..             | 2026-01-12/..             | 2025-03-24/..
starting next week          | D13 | 2025-03-31/..             | 2026-01-19/..             | 2025-03-31/..
until June 2026             | D13 | ../2026-06                | ../2026-06                | ../2026-06
set to conclude on Friday   | D13 | ../2025-03-28             | ../2026-01-16             | ../2025-04-04
not before May              | D13 | [2025-05..]               | [2026-05..]               | [2025-05..]
before Friday               | D13 | [..2025-03-27]            | [..2026-01-15]            | [..2025-04-03]
after 2027                  | D13 | [2028-01-01..]            | [2028-01-01..]            | [2028-01-01..]
in recent months            | D14 | [..2025-03-27]            | [..2026-01-14]            | [..2025-03-30]
recently                    | D14 | [..2025-03-27]            | [..2026-01-14]            | [..2025-03-30]
several weeks ago           | D14 | [..2025-03-27]            | [..2026-01-14]            | [..2025-03-30]
soon                        | D14 | [2025-03-27..]            | [2026-01-14..]            | [2025-03-30..]
in the coming days          | D14 | [2025-03-27..]            | [2026-01-14..]            | [2025-03-30..]
in the near future          | D14 | [2025-03-27..]            | [2026-01-14..]            | [2025-03-30..]
last week Thursday          | D4  | 2025-03-20                | 2026-01-08                | 2025-03-20
the Monday before last      | D4  | 2025-03-10                | 2025-12-29                | 2025-03-10
the week before last        | D4  | [2025-03-10..2025-03-16]  | [2025-12-29..2026-01-04]  | [2025-03-10..2025-03-16]
the month after next        | D2  | 2025-05                   | 2026-03                   | 2025-05
the weekend of 12 April     | D4  | [2025-04-12..2025-04-13]  | [2026-04-11..2026-04-12]  | [2025-04-12..2025-04-13]
the week of 14 April        | D4  | [2025-04-14..2025-04-20]  | [2026-04-13..2026-04-19]  | [2025-04-14..2025-04-20]
the week beginning 12 April | D4  | [2025-04-12..2025-04-18]  | [2026-04-12..2026-04-18]  | [2025-04-12..2025-04-18]
the week ending 12 April    | D4  | [2025-04-06..2025-04-12]  | [2026-04-06..2026-04-12]  | [2025-04-06..2025-04-12]
the third week of May       | D4  | [2025-05-12..2025-05-18]  | [2026-05-18..2026-05-24]  | [2025-05-12..2025-05-18]
the first of May            | D1  | 2025-05-01                | 2026-05-01                | 2025-05-01
the twenty-first of May     | D1  | 2025-05-21                | 2026-05-21                | 2025-05-21
the day after Christmas     | D1  | 2024-12-26                | 2025-12-26                | 2024-12-26
the eve of Christmas        | D1  | 2024-12-24                | 2025-12-24                | 2024-12-24
two days after Thursday     | D1  | 2025-03-29                | 2026-01-10                | 2025-03-29
a week from Friday          | D1  | 2025-04-04                | 2026-01-23                | 2025-04-11
a fortnight ago             | D5  | 2025-03-13~               | 2025-12-31~               | 2025-03-16~
two and a half years ago    | D6  | 2022~                     | 2023~                     | 2022~
a year and a half ago       | D6  | 2023~                     | 2024~                     | 2023~
half a year ago             | D6  | 2024-09~                  | 2025-07~                  | 2024-09~
half a century ago          | D6  | 1975~                     | 1976~                     | 1975~
this time last year         | D6  | 2024-03~                  | 2025-01~                  | 2024-03~
fiscal 2024                 | D6  | 2024~                     | 2024~                     | 2024~
the current fiscal year     | D6  | 2025~                     | 2026~                     | 2025~
before the end of the year  | D7  | [2025-03-27..2025-12-31]  | [2026-01-14..2026-12-31]  | [2025-03-30..2025-12-31]
end-April                   | D9  | [2025-04-21..2025-04-30]  | [2026-04-21..2026-04-30]  | [2025-04-21..2025-04-30]
midweek                     | D9  | [2025-03-26..2025-03-27]  | [2026-01-14..2026-01-15]  | [2025-03-26..2025-03-27]
the early 2000s             | D9  | [2000-01-01..2003-12-31]  | [2000-01-01..2003-12-31]  | [2000-01-01..2003-12-31]
the latter half of 2024     | D10 | 2024-41                   | 2024-41                   | 2024-41
3Q 2024                     | D10 | 2024-35                   | 2024-35                   | 2024-35
winter 2024/2025            | D10 | 2024-24                   | 2024-24                   | 2024-24
the year to March           | D11 | 2024-04/2025-03           | 2025-04/2026-03           | 2024-04/2025-03
the six months ended June 30 | D11 | 2025-01-01/2025-06-30    | 2026-01-01/2026-06-30     | 2025-01-01/2025-06-30
for the last decade         | D11 | 2015-03-27/2025-03-27     | 2016-01-14/2026-01-14     | 2015-03-30/2025-03-30
overnight                   | D12 | [2025-03-26..2025-03-27]  | [2026-01-13..2026-01-14]  | [2025-03-29..2025-03-30]
until at least 2026         | D13 | ../2026                   | ../2026                   | ../2026
within weeks                | D14 | [2025-03-27..]            | [2026-01-14..]            | [2025-03-30..]
in the early hours of Tuesday | D3  | 2025-03-25                | 2026-01-13                | 2025-03-25
before dawn on Sunday       | D3  | 2025-03-23                | 2026-01-11                | 2025-03-30
a week ago today            | D1  | 2025-03-20                | 2026-01-07                | 2025-03-23
a week ago on Monday        | D3  | 2025-03-17                | 2026-01-05                | 2025-03-17
ten years ago this month    | D1  | 2015-03                   | 2016-01                   | 2015-03
a week on Monday            | D1  | 2025-04-07                | 2026-01-26                | 2025-04-07
Monday week                 | D1  | 2025-04-07                | 2026-01-26                | 2025-04-07
this coming weekend         | D4  | [2025-03-29..2025-03-30]  | [2026-01-17..2026-01-18]  | [2025-04-05..2025-04-06]
this past weekend           | D4  | [2025-03-22..2025-03-23]  | [2026-01-10..2026-01-11]  | [2025-03-22..2025-03-23]
5 April (Saturday)          | D1  | 2025-04-05                | 2026-04-05                | 2025-04-05
towards the end of next month | D9  | [2025-04-21..2025-04-30]  | [2026-02-21..2026-02-28]  | [2025-04-21..2025-04-30]
on or before 5 May          | D7  | [2025-03-27..2025-05-05]  | [2026-01-14..2026-05-05]  | [2025-03-30..2025-05-05]
effective May 1             | D13 | 2025-05-01/..             | 2026-05-01/..             | 2025-05-01/..
for three days from May 30  | D11 | 2025-05-30/2025-06-01     | 2026-05-30/2026-06-01     | 2025-05-30/2025-06-01
from 28 April for a week    | D11 | 2025-04-28/2025-05-04     | 2026-04-28/2026-05-04     | 2025-04-28/2025-05-04
from the 20th to the 22nd of May | D11 | 2025-05-20/2025-05-22     | 2026-05-20/2026-05-22     | 2025-05-20/2025-05-22
Friday night into Saturday  | D11 | 2025-03-21/2025-03-22     | 2026-01-09/2026-01-10     | 2025-03-28/2025-03-29
Tuesday this week           | D4  | 2025-03-25                | 2026-01-13                | 2025-03-25
next Tuesday to Thursday    | D11 | 2025-04-01/2025-04-03     | 2026-01-20/2026-01-22     | 2025-04-01/2025-04-03
between 30 April and 2 May  | D12 | [2025-04-30..2025-05-02]  | [2026-04-30..2026-05-02]  | [2025-04-30..2025-05-02]
late March or early April   | D12 | [2025-03-21..2025-04-10]  | [2026-03-21..2026-04-10]  | [2025-03-21..2025-04-10]
in the first days of April  | D9  | [2025-04-01..2025-04-10]  | [2026-04-01..2026-04-10]  | [2025-04-01..2025-04-10]
as early as next week       | D13 | [2025-03-31..]            | [2026-01-19..]            | [2025-03-31..]
no later than 30 April      | D7  | [2025-03-27..2025-04-30]  | [2026-01-14..2026-04-30]  | [2025-03-30..2025-04-30]
between now and year-end    | D12 | [2025-03-27..2025-12-31]  | [2026-01-14..2026-12-31]  | [2025-03-30..2025-12-31]
before the year is out      | D7  | [2025-03-27..2025-12-31]  | [2026-01-14..2026-12-31]  | [2025-03-30..2025-12-31]
this time next year         | D6  | 2026-03~                  | 2027-01~                  | 2026-03~
in the not-too-distant future | D14 | [2025-03-27..]          | [2026-01-14..]            | [2025-03-30..]
in 10 days' time            | D1  | 2025-04-06                | 2026-01-24                | 2025-04-09
"""
ROWS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize(("phrase", "rule", "thursday", "january", "sunday"), ROWS, ids=[row[0] for row in ROWS])
def test_each_phrase_of_the_table_resolves_on_each_publication_date(phrase, rule, thursday, january, sunday):
    found = [resolve_date(phrase, published) for published in (THURSDAY, JANUARY, SUNDAY)]
    assert [one and one.edtf for one in found] == [thursday, january, sunday]
    assert {one.rule.split()[0] for one in found if one} == {rule}


@pytest.mark.parametrize(
    ("phrase", "meant"),
    [
        ("13 March 2025", "2025-03-13"),
        ("13 March, 2025", "2025-03-13"),
        ("the 13th of March, 2025", "2025-03-13"),
        ("March 13th, 2025", "2025-03-13"),
        ("March 13 2025", "2025-03-13"),
        ("13-Mar-2025", "2025-03-13"),
        ("Thursday, March 13, 2025", "2025-03-13"),
        ("Thu., 13 Mar. 2025", "2025-03-13"),
        ("Tuesday (March 25, 2025)", "2025-03-25"),
        ("2025-03-13", "2025-03-13"),
        ("2025-03-13T10:30:00Z", "2025-03-13"),
        ("2025/03/13", "2025-03-13"),
        ("13.03.2025", "2025-03-13"),
        ("13/03/25", "2025-03-13"),
        ("3/13/2025", "2025-03-13"),
        ("03/03/2025", "2025-03-03"),
        ("Feb. 29, 2024", "2024-02-29"),
        ("Sept 5, 1998", "1998-09-05"),
        ("March 2025", "2025-03"),
        ("in March of 2025", "2025-03"),
        ("2025-03", "2025-03"),
        ("'82", "1982"),
        ("2019-20", "2019/2020"),
        ("2024/25", "2024/2025"),
        ("from 2019 to 2023", "2019/2023"),
        ("July 6-11, 2022", "2022-07-06/2022-07-11"),
        ("July 6–11, 2022", "2022-07-06/2022-07-11"),
        ("March 3 to 8, 2022", "2022-03-03/2022-03-08"),
        ("28 Feb-2 March 2024", "2024-02-28/2024-03-02"),
        ("30 December 2024 to 2 January", "2024-12-30/2025-01-02"),
        ("30 December to 2 January 2025", "2024-12-30/2025-01-02"),
        ("April 2, 3 and 4, 2025", "2025-04-02/2025-04-04"),
        ("between 2019 and 2023", "[2019..2023]"),
        ("between March and 12 April 2025", "[2025-03-01..2025-04-12]"),
        ("10 or 11 April 2025", "[2025-04-10..2025-04-11]"),
        ("late March to mid-April 2025", "2025-03-21/2025-04-20"),
        ("by the end of 2025", "[..2025-12-31]"),
        ("H1 2026", "2026-40"),
        ("2025-Q3", "2025-35"),
        ("the second week of May 2025", "[2025-05-05..2025-05-11]"),
        ("the last Monday of May 2025", "2025-05-26"),
        ("the last two weeks of May 2025", "[2025-05-18..2025-05-31]"),
        ("the second half of the 1990s", "[1995-01-01..1999-12-31]"),
        ("the last days of May 2025", "[2025-05-21..2025-05-31]"),
        ("the 1930’s", "193X"),
        ("New Year's Eve 2024", "2024-12-31"),
        ("9/11", "2001-09-11"),
        ("9/11-related", "2001-09-11"),
        ("October '08", "2008-10"),
        ("FY2009", "2009~"),
        ("FY 2008-09", "2008/2009"),
        ("the '60s", "196X"),
        ("the late nineteenth century", "[1867-01-01..1899-12-31]"),
        ("Friday evening, March 13, 2026", "2026-03-13"),
        ("12-14.3.2024", "2024-03-12/2024-03-14"),
        ("12.-14.3.2024", "2024-03-12/2024-03-14"),
        ("28.9.-2.10.2024", "2024-09-28/2024-10-02"),
        ("Sept. 28 - Oct. 2, 2024", "2024-09-28/2024-10-02"),
        ("20 September 2024 (Friday)", "2024-09-20"),
        ("from 2011 until 2019", "2011/2019"),
        ("for six months from 1 January 2025", "2025-01-01/2025-06-30"),
        ("2015-18", "2015/2018"),
        ("the closing months of 2023", "[2023-09-01..2023-12-31]"),
        ("from September 30 to 2 October 2024", "2024-09-30/2024-10-02"),
        ("the night of September 3 to 4, 2024", "2024-09-03/2024-09-04"),
    ],
)
def test_an_absolute_date_needs_no_publication_date(phrase, meant):
    assert edtf(phrase, None) == meant


def test_a_slashed_date_that_reads_both_ways_is_one_of_the_two():
    assert resolve_date("03/04/2025", None) == Resolved(
        "[2025-03-04,2025-04-03]", "2025-03-04", "2025-04-03", "D1 day or month first"
    )


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        "the summit",
        "ten days later",
        "the following day",
        "that week",
        "the day",
        "the week",
        "two hours ago",
        "the whole year",
        "the following Monday",
        "the next morning",
        "that evening",
        "in December that year",
        "until further notice",
        "during Ramadan",
        "since then",
        "on the eve of the election",
        "six months after the coup",
        "for two years from 2019",
        "the same period last year",
        "the second half of next week",
        "the end of two weeks ago",
        "the fifth weekend of February 2025",
        "from 2025 to 2023",
        "13/14",
        "the 31st of next month",
        "three days",
        "one day before the G8 summit",
        "the eve of the summit",
        "the third quarter of fiscal 2009",
        "the fiscal third quarter",
        "the week before",
        "days later",
        "later in the day",
        "the same quarter last year",
        "every Monday",
        "Ramadan",
        "Easter",
        "the anniversary of the 2023 accord",
        "Black Monday",
        "31 February",
        "2025-02-30",
        "13.13.2025",
        "2019 and 2023",
        "June 15 and 20",
        "the fifth quarter of 2025",
        "the 35th",
        "9000 years ago",
        "x" * 10_000,
    ],
)
def test_what_cannot_be_told_is_none_and_never_the_publication_date(phrase):
    assert resolve_date(phrase, THURSDAY) is None


@pytest.mark.parametrize("phrase", ["yesterday", "on Thursday", "last year", "in May", "13 March", "recently", "Q3"])
def test_a_relative_date_does_not_resolve_without_a_publication_date(phrase):
    assert resolve_date(phrase, None) is None


@pytest.mark.parametrize(
    ("phrase", "month", "year"),
    [
        ("yesterday", None, None),
        ("on Thursday", None, None),
        ("two weeks ago", None, None),
        ("next week", None, None),
        ("in the past two weeks", None, None),
        ("the 13th", None, None),
        ("13 May", "2025-05-13", "2025-05-13"),
        ("last month", "2025-02", None),
        ("a month ago", "2025-02~", None),
        ("last quarter", "2024-36", None),
        ("last summer", "2024-22", None),
        ("in May", "2025-05", "2025-05"),
        ("last year", "2024", "2024"),
        ("ten years ago", "2015~", "2015~"),
        ("later this year", "[2025-03-01..2025-12-31]", "[2025-01-01..2025-12-31]"),
        ("recently", "[..2025-03-31]", "[..2025-12-31]"),
    ],
)
def test_a_publication_month_or_year_resolves_what_it_decides(phrase, month, year):
    assert (edtf(phrase, "2025-03"), edtf(phrase, "2025")) == (month, year)


def test_the_publication_date_may_be_a_date_or_a_datetime():
    naive = datetime(2025, 3, 27, 23, 59)  # noqa: DTZ001  (its day is what counts)
    assert edtf("yesterday", date(2025, 3, 27)) == edtf("yesterday", naive) == "2025-03-26"


@pytest.mark.parametrize("published", ["27 March 2025", "2025-3-27", "2025-13", "2025-02-30", "20250327", ""])
def test_a_publication_date_that_is_none_is_refused(published):
    with pytest.raises(ValueError, match=r"."):
        resolve_date("yesterday", published)


@pytest.mark.parametrize(
    ("context", "phrase", "meant"),
    [
        ("The ministry said on Monday that the envoy will visit Riga.", "on Monday", "2025-03-24"),
        ("The envoy will visit Riga on Monday, the ministry said.", "on Monday", "2025-03-31"),
        ("The envoy will visit Riga on Thursday.", "on Thursday", "2025-04-03"),
        ("The president on Tuesday said she would resign.", "on Tuesday", "2025-03-25"),
        ("On Wednesday, Mr Ahmed is to travel to Riga.", "On Wednesday", "2025-04-02"),
        ("Talks on Friday between the two sides ended without a deal.", "on Friday", "2025-03-21"),
        ("The leaders are meeting on Saturday in Baku.", "on Saturday", "2025-03-29"),
        ("He has agreed to visit Ankara on Monday.", "on Monday", "2025-03-31"),
        ("He flew to Hanoi to meet his counterpart on Monday.", "on Monday", "2025-03-24"),
        ("She toured the region in 2023, and on Monday she will return.", "on Monday", "2025-03-31"),
        ("A visit planned for Monday was cancelled.", "Monday", "2025-03-24"),
        ("The summit, scheduled for Monday, has drawn criticism.", "Monday", "2025-03-31"),
        ("Minister to visit Riga on Monday", "on Monday", "2025-03-31"),
        ("The minister travels to Oslo on Friday.", "on Friday", "2025-03-28"),
        ("Ahead of Friday's summit both sides sounded hopeful.", "Friday", "2025-03-28"),
        ("He’ll be in Paris from Monday to Wednesday.", "from Monday to Wednesday", "2025-03-31/2025-04-02"),
        ("The envoy visited Hanoi in August.", "in August", "2024-08"),
        ("The envoy will visit Hanoi in August.", "in August", "2025-08"),
        ("The envoy will visit Hanoi in November.", "in November", "2025-11"),
        ("The ministers met in May, the text says.", "in May", "2025-05"),
        ("They met over the weekend.", "over the weekend", "[2025-03-22..2025-03-23]"),
        ("They will meet over the weekend.", "over the weekend", "[2025-03-29..2025-03-30]"),
        ("They will speak on the 26th.", "on the 26th", "2025-04-26"),
        ("They spoke in the second half.", "the second half", "2024-41"),
        ("The talks were due to begin on Friday.", "on Friday", "2025-03-21"),
        ("Later on Tuesday the minister left.", "Later on Tuesday", "2025-03-25"),
        ("The summit will be held on Monday.", "on Monday", "2025-03-31"),
        ("He is to be formally received on Monday.", "on Monday", "2025-03-31"),
        ("The summit had been held on Monday.", "on Monday", "2025-03-24"),
        (
            "The premier will visit Vienna starting Monday for two days.",
            "starting Monday for two days",
            "2025-03-31/2025-04-01",
        ),
        ("The envoy arrived on Monday for two days of talks.", "on Monday for two days", "2025-03-24/2025-03-25"),
        ("The envoy arrived on Monday for the first time.", "on Monday", "2025-03-24"),
        ("They will meet this coming weekend.", "this coming weekend", "[2025-03-29..2025-03-30]"),
        ("The two ministers meet in Vienna on Friday.", "on Friday", "2025-03-28"),
        ("She returns to Rome on Friday.", "on Friday", "2025-03-28"),
        ("Kim attends a parade in Rome on Friday.", "on Friday", "2025-03-21"),
        ("Five visits on Friday were called off.", "on Friday", "2025-03-21"),
        ("The truce takes effect on Friday.", "on Friday", "2025-03-28"),
        ("The deadline expires on Friday.", "on Friday", "2025-03-28"),
        ("Kim could visit Rome on Friday.", "on Friday", "2025-03-28"),
        ("He could not visit Rome on Friday.", "on Friday", "2025-03-21"),
        ("He is being buried on Friday.", "on Friday", "2025-03-28"),
        ("The talks, to be hosted by Qatar, are set for Friday.", "Friday", "2025-03-28"),
        ("She said she looked forward to meeting him on Friday.", "on Friday", "2025-03-28"),
        ("Nobody knows if he can attend on Friday.", "on Friday", "2025-03-28"),
        ("She met the pope on Friday and will fly home tomorrow.", "on Friday", "2025-03-21"),
        ("She met the pope yesterday and will fly home on Friday.", "on Friday", "2025-03-28"),
        ("On Friday, the president, who is seeking a second term, travelled to Oslo.", "On Friday", "2025-03-21"),
        ("The minister will resign before Friday's vote.", "Friday", "2025-03-28"),
        ("The minister resigned after Friday's vote.", "Friday", "2025-03-21"),
    ],
)
def test_the_tense_of_the_sentence_decides(context, phrase, meant):
    assert edtf(phrase, THURSDAY, context) == meant


@pytest.mark.parametrize(
    ("context", "phrase", "meant"),
    [
        ("He came on 12 May and left two days later.", "two days later", "2025-05-14"),
        ("He came on 12 May and left two weeks later.", "two weeks later", "2025-05-26"),
        ("He came on 12 May 2019 and returned three years later.", "three years later", "2022~"),
        ("The office opened in 2019 and closed a year later.", "a year later", "2020"),
        ("He came on 12 May and left the following day.", "the following day", "2025-05-13"),
        ("They met on 12 May; later that month he resigned.", "later that month", "[2025-05-12..2025-05-31]"),
        ("They met on 2 March; later that month he resigned.", "later that month", "[2025-03-02..2025-03-31]"),
        ("They met on 20 May 2018; earlier that month he was ill.", "earlier that month", "[2018-05-01..2018-05-20]"),
        ("They met in May 2018 and later that year in Bern.", "later that year", "[2018-05-01..2018-12-31]"),
        ("They met on 12 May 2024 and again the following week.", "the following week", "[2024-05-13..2024-05-19]"),
        ("Exports rose in February over the same period last year.", "the same period last year", "2024-02"),
        ("He came on Monday, 12 May, and left the following Friday.", "the following Friday", "2025-05-16"),
        ("He left on 12 May after arriving the previous Friday.", "the previous Friday", "2025-05-09"),
        ("After a loss in the fourth quarter of 2024 it paid for the whole year.", "the whole year", "2024"),
        ("He landed on 12 May. He flew home the following day.", "the following day", "2025-05-13"),
        ("He landed on 12 May. In 2019 he had left the following day.", "the following day", None),
        ("He landed on 12 May. In 2019 it took days. He left a day later.", "a day later", "2025-05-13"),
        ("They met in May 2024 and left it at that the next day.", "the next day", None),
        ("He spoke on Tuesday. Sales fell, but rose later in the day.", "later in the day", "2025-03-25"),
        ("He spoke on Tuesday; hours later he was gone.", "hours later", "2025-03-25"),
        ("He spoke on Tuesday; days later he was gone.", "days later", "[2025-03-25..]"),
        ("They met on 12 May 2024. That year both signed.", "That year", "2024"),
        ("He was there on Tuesday and the day before.", "the day before", "2025-03-24"),
        ("It lost money in the third quarter of 2024. A year earlier it had not.", "A year earlier", "2023-35"),
        (
            "It lost money in the third quarter of 2024, more than in the same quarter of 2022.",
            "the same quarter of 2022",
            "2022-35",
        ),
        ("On Friday the talks ended. For the week it was a loss.", "the week", "[2025-03-17..2025-03-23]"),
        ("She flew to Oslo on Saturday. She met him the next Tuesday.", "the next Tuesday", "2025-03-25"),
        ("He came on 11 March, three days later than planned.", "three days later than planned", "2025-03-11"),
        ("Its worst week since May left it weaker.", "week", "[2025-03-24..2025-03-30]"),
        ("The work must be done by year end.", "year end", "2025-12-31"),
        ("Prices rose since the start of this year.", "the start of this year", "2025-01-01"),
        ("They signed the deal the next Tuesday night.", "Tuesday", "2025-04-01"),
        ("He was in Tokyo in May 2018 and in Seoul in December that year.", "in December that year", "2018-12"),
        (
            "He was in Tokyo in May 2018 and in Seoul on 4 June of the same year.",
            "on 4 June of the same year",
            "2018-06-04",
        ),
        ("He came in March 2018 and left in the summer of that year.", "in the summer of that year", "2018-22"),
        (
            "He was in Tokyo in July 2018 and in Seoul in May the following year.",
            "in May the following year",
            "2019-05",
        ),
        ("He landed on 3 March and left the next morning.", "the next morning", "2025-03-04"),
        ("He was in Rome in May 2018 and that same year in Bern.", "that same year", "2018"),
        ("She came twice last year, in February and October.", "in February", "2024-02"),
        ("She came twice last year, in February and October.", "October", "2024-10"),
        ("They met twice in 2019, on 3 May and on 5 June.", "on 5 June", "2019-06-05"),
        ("They have met often since last year, in February too.", "in February", "2025-02"),
        ("They met on 3 March; she had come the previous evening.", "the previous evening", "2025-03-02"),
        ("They met on 3 March and dined that evening.", "that evening", "2025-03-03"),
        ("They met on 3 March 2024, and again the Friday before.", "the Friday before", "2024-03-01"),
        ("He left two days later.", "two days later", None),
        ("It was the first visit by a premier in ten years.", "in ten years", None),
        ("The first round will take place in two weeks.", "in two weeks", "2025-04-10~"),
        ("It was the deadliest attack in ten years.", "in ten years", None),
        ("They settled a quarrel of centuries in two days.", "in two days", None),
        ("They will be back in two days.", "in two days", "2025-03-29"),
        ("The premier returns to Budapest in two weeks.", "in two weeks", "2025-04-10~"),
        ("It will take place in ten years.", "in ten years", "2035~"),
    ],
)
def test_what_counts_from_another_date_takes_it_from_the_sentence(context, phrase, meant):
    assert edtf(phrase, THURSDAY, context) == meant


@pytest.mark.parametrize(
    ("context", "phrase", "meant"),
    [
        ('"We signed it yesterday," she told reporters on Monday.', "yesterday", "2025-03-23"),
        ("“I will be in Rome tomorrow,” he said on Sunday.", "tomorrow", "2025-03-24"),
        ('On Friday she said: "I leave next week."', "next week", "[2025-03-24..2025-03-30]"),
        ("He said last Friday that he would arrive on Monday.", "on Monday", "2025-03-24"),
        (
            'In a statement on 3 March the ministry said he would leave "next week".',
            "next week",
            "[2025-03-10..2025-03-16]",
        ),
        ("He will come next month, the office said in a statement on 12 February.", "next month", "2025-03"),
        ("The ministry told editors on Monday that talks will open on Wednesday.", "on Wednesday", "2025-03-26"),
        ("The ministry told editors on Monday that talks will open on Wednesday.", "on Monday", "2025-03-24"),
        ('"I leave tomorrow," she said.', "tomorrow", "2025-03-28"),
        ("On Friday the envoy, who said nothing in 2019, will leave tomorrow.", "tomorrow", "2025-03-28"),
        ('He met reporters on Monday. "I leave tomorrow," he said in March.', "tomorrow", "2025-03-28"),
    ],
)
def test_what_was_said_counts_from_the_day_it_was_said(context, phrase, meant):
    assert edtf(phrase, THURSDAY, context) == meant


def test_what_was_said_does_not_resolve_without_a_publication_date():
    assert edtf("tomorrow", None, '"I leave tomorrow," she said on Monday.') is None


@pytest.mark.parametrize(
    ("phrase", "meant"),
    [
        ("on Thursday, March 13, in Hanoi", "2025-03-13"),
        ("during his trip last year", "2024"),
        ("“Tuesday”,", "2025-03-25"),
        ("for Monday", "2025-03-24"),
        ("at 18:00 UTC on Tuesday", "2025-03-25"),
        ("late on Thursday", "2025-03-27"),
        ("Tuesday at 10 a.m. local time", "2025-03-25"),
        ("8:00 am EST Tuesday", "2025-03-25"),
        ("noon Tuesday", "2025-03-25"),
        ("now", "2025-03-27"),
    ],
)
def test_words_around_a_single_date_are_passed_over(phrase, meant):
    assert edtf(phrase) == meant


@pytest.mark.parametrize(
    ("context", "phrase", "meant"),
    [
        ("It will report in the first quarter.", "the first quarter", "2026-33"),
        ("It reported in the first quarter.", "the first quarter", "2025-33"),
        ("It is winter.", "winter", "2025-24"),
    ],
)
def test_a_quarter_or_season_over_by_november_lies_ahead_only_in_the_future_tense(context, phrase, meant):
    assert edtf(phrase, "2025-11-20", context) == meant
