import { daysBetween } from "../../constructs/core/day";
import { plural } from "../terminal/plural";

/** How soon somebody must act: by colour in the report, and in words beside it. */
export type Urgency = "over" | "soon" | "near" | "far" | "unknown";

/** A day by which something ends. */
export interface Deadline {
  /** `YYYY-MM-DD`; null when nobody has said. */
  readonly day: string | null;
  /** Negative once it is over; null when there is no day. */
  readonly daysLeft: number | null;
  readonly urgency: Urgency;
}

/** Up to here, work has to be under way. */
const SOON_DAYS = 60;
/** Up to here, work has to be planned. */
const NEAR_DAYS = 180;

/** A deadline as seen from a day. */
export function deadlineOn(day: string | null, today: string): Deadline {
  if (day === null) return { day, daysLeft: null, urgency: "unknown" };
  const daysLeft = daysBetween(today, day);
  if (daysLeft < 0) return { day, daysLeft, urgency: "over" };
  if (daysLeft <= SOON_DAYS) return { day, daysLeft, urgency: "soon" };
  return { day, daysLeft, urgency: daysLeft <= NEAR_DAYS ? "near" : "far" };
}

/** `40 days left`, `ended 3 days ago` */
export function inWords({ daysLeft }: Deadline): string {
  if (daysLeft === null) return "no end date published";
  return daysLeft < 0 ? `ended ${plural(-daysLeft, "day")} ago` : `${plural(daysLeft, "day")} left`;
}

/** The deadlines in the order that they come due; those without a day last. */
export function bySoonest(left: Deadline, right: Deadline): number {
  return (left.daysLeft ?? Infinity) === (right.daysLeft ?? Infinity)
    ? 0
    : (left.daysLeft ?? Infinity) - (right.daysLeft ?? Infinity);
}
