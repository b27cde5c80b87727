import type { Environment } from "../../../envs/environment";
import type { Stack } from "../../synthesis/stacks";
import { Inventory } from "../inventory";
import { accountOf } from "./account";
import { deliveryOf, edgeOf } from "./edge";
import { hetznerOf } from "./hetzner";
import { linksAmong } from "./links";
import type { Topology, TopologyGroup } from "./topology";
import { vpcOf } from "./vpc";

/**
 * The topology of an environment, read from what its stacks synthesize to. A layer that is off has no resources, and so
 * no place in it.
 */
export function topologyOf(environment: Environment, stacks: readonly Stack[]): Topology {
  const inventory = new Inventory(stacks.filter((stack) => stack.environment === environment.name));
  const aws: TopologyGroup = {
    id: "aws",
    kind: "aws",
    title: `AWS account ${environment.account}`,
    subtitle: environment.region,
    children: [accountOf(inventory), ...vpcOf(inventory, environment)],
  };
  const parts = [...edgeOf(inventory), ...deliveryOf(inventory), aws, ...hetznerOf(inventory, environment)];
  return { environment: environment.name, parts, links: linksAmong(parts, environment) };
}
