/** Somebody looked at who buys: old enough for this age. Who they are and when they were born is written down nowhere. */
export interface AgeCheck {
  readonly minimumAge: number;
  readonly confirmedBy: string;
}

/**
 * The last day on which somebody who is `age` on a date was born, both YYYY-MM-DD: "born on or before". Who was born on
 * 29 February is a year older on 1 March of other years, so on 28 February nobody of a later birthday counts.
 */
export function bornOnOrBefore(date: string, age: number): string {
  const year = Number(date.slice(0, 4)) - age;
  const day = date.slice(4);
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return `${String(year).padStart(4, '0')}${day === '-02-29' && !isLeap ? '-02-28' : day}`;
}

/** The age that still has to be checked for goods that ask for these ages; 0: none. */
export function ageToCheck(
  ages: readonly (number | undefined)[],
  done: Pick<AgeCheck, 'minimumAge'> | undefined,
): number {
  const asked = Math.max(0, ...ages.map((age) => age ?? 0));
  return asked > (done?.minimumAge ?? 0) ? asked : 0;
}
