import { z } from "zod";
import { days } from "./fields";

/** How long telemetry and backups are kept, in days. The charts are told the same figures; the buckets keep two weeks more. */
export const observabilitySchema = z.strictObject({
  /** Metrics, in Thanos' three resolutions: as they came, by the five minutes, by the hour. */
  metrics: z.strictObject({ rawDays: days, fiveMinuteDays: days, hourDays: days }),
  /** Logs, in Loki. What an auditor asks for is elsewhere: the trail, the flow logs, the control plane's log. */
  logsDays: days,
  /** Traces, in Tempo. */
  tracesDays: days,
  /** What Velero keeps of the cluster. */
  backups: z.strictObject({
    days,
    /**
     * How long nobody can delete a backup, whoever asks in Velero's name. A bucket cannot lose the ability again.
     * @default not at all
     */
    lockDays: days.optional(),
  }),
});
