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

/** A clock that stands at noon of a day until it is moved; for tests and for the demo generator. */
export function fixedClock(start: Day): Clock & { move(to: Day): void } {
  let day = start;
  return {
    now: () => new Date(`${day}T12:00:00+08:00`),
    today: () => day,
    move: (to) => {
      day = to;
    },
  };
}
