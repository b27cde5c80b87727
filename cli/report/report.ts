import type { PinnedVersion } from "../../constructs/core/pinned-version";
import type { Environment } from "../../envs/environment";
import type { GateReport } from "../gate/report";
import type { Synthesis } from "../synthesis/stacks";
import { type AddressMap, addressMapOf } from "./address-map";
import { type Due, duesOf } from "./dues";
import { type FieldRow, fieldsOf } from "./differences";
import { type AcceptanceRow, acceptancesOf, type CheckRow, checksOf } from "./policies";
import { type LayerResources, layersOf } from "./resource-rows";
import { topologyOf } from "./topology/build";
import type { Topology } from "./topology/topology";
import { type Summary, summaryOf } from "./summary";
import { inUse, type MinorRow, minorsOf, type VersionRow, versionsOf } from "./versions";

/** What a report is made of. */
export interface ReportInput {
  readonly synthesis: Synthesis;
  readonly check: GateReport;
  /** The data of the environments; those without a synthesis are left out. */
  readonly environments: readonly Environment[];
  readonly pinned: readonly PinnedVersion[];
  /** The day that days left are counted from, `YYYY-MM-DD`. */
  readonly today: string;
}

/** Everything that the page shows, before it is markup. */
export interface Report {
  readonly today: string;
  readonly check: GateReport;
  readonly summary: Summary;
  /** Every environment that was synthesized, in the order that changes reach them. */
  readonly names: readonly string[];
  /** The data of those that have any. */
  readonly environments: readonly Environment[];
  readonly layers: readonly LayerResources[];
  readonly checks: readonly CheckRow[];
  readonly acceptances: readonly AcceptanceRow[];
  readonly versions: readonly VersionRow[];
  readonly minors: readonly MinorRow[];
  readonly dues: readonly Due[];
  readonly fields: readonly FieldRow[];
  readonly topologies: readonly Topology[];
  readonly maps: readonly AddressMap[];
}

/** Works out everything that a report shows. */
export function reportOf({ synthesis, check, environments, pinned, today }: ReportInput): Report {
  const { stacks, unreadable } = synthesis;
  const names = [...new Set([...stacks, ...unreadable].map(({ environment }) => environment))];
  const own = environments.filter(({ name }) => names.includes(name));
  const acceptances = acceptancesOf(check.findings, today);
  const versions = versionsOf(pinned, stacks, today);
  return {
    today,
    check,
    summary: summaryOf(check, synthesis, today),
    names,
    environments: own,
    layers: layersOf(stacks, check.findings),
    checks: checksOf(check.findings),
    acceptances,
    versions,
    minors: minorsOf(own, today),
    dues: duesOf(acceptances, inUse(versions)),
    fields: fieldsOf(own),
    topologies: own.map((environment) => topologyOf(environment, stacks)),
    maps: own.map(addressMapOf),
  };
}
