const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

function parts(millis: number) {
  const date = new Date(millis);
  const two = (value: number) => String(value).padStart(2, '0');
  return {
    weekday: days[date.getUTCDay()] ?? '',
    day: two(date.getUTCDate()),
    month: months[date.getUTCMonth()] ?? '',
    year: String(date.getUTCFullYear()).padStart(4, '0'),
    time: `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`,
  };
}

/** A time as `requestContext.requestTime` writes it: `20/Nov/2026:09:57:00 +0000` (the common log format). */
export function requestTime(millis: number): string {
  const { day, month, year, time } = parts(millis);
  return `${day}/${month}/${year}:${time} +0000`;
}

/** A time as Java's `Date.toString` writes it, which is how `exp` and `iat` reach a function: `Sun Dec 17 07:28:12 UTC 2017`. */
export function javaDate(millis: number): string {
  const { weekday, month, day, time, year } = parts(millis);
  return `${weekday} ${month} ${day} ${time} UTC ${year}`;
}
