import type { Day } from "#shared/day.ts";

/** Time comes in as an argument: tests and the demo move it, nobody else reads a clock. */
export interface Clock {
  now(): Date;
  /** Today in China Standard Time, whatever the machine thinks. */
  today(): Day;
}

const chinaDay = new Intl.DateTimeFormat("en-CA", {
  timeZone: "Asia/Shanghai",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});

export const systemClock: Clock = {
  now: () => new Date(),
  today: () => chinaDay.format(new Date()) as Day,
};

/** A clock that stands at noon of a day until it is moved, or minutes pass; for tests and for the demo generator. */
export function fixedClock(start: Day): Clock & { move(to: Day): void; pass(minutes: number): void } {
  const noonOf = (day: Day) => new Date(`${day}T12:00:00+08:00`);
  let now = noonOf(start);
  return {
    now: () => new Date(now),
    today: () => chinaDay.format(now) as Day,
    move: (to) => {
      now = noonOf(to);
    },
    pass: (minutes) => {
      now = new Date(now.getTime() + minutes * 60_000);
    },
  };
}
