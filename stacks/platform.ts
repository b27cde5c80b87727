import type { Construct } from "constructs";
import type { Environment } from "../envs/environment";
import { ClusterStack } from "./cluster";
import { FoundationStack } from "./foundation";
import { NetworkStack } from "./network";

/** The layers of one environment, wired: each is given the exports of those before it. */
export class Platform {
  readonly foundation: FoundationStack;
  readonly network: NetworkStack;
  readonly cluster: ClusterStack;

  constructor(scope: Construct, environment: Environment) {
    this.foundation = new FoundationStack(scope, environment);
    const foundation = this.foundation.exports;
    this.network = new NetworkStack(scope, environment, { foundation });
    const network = this.network.exports;
    this.cluster = new ClusterStack(scope, environment, { foundation, network });
  }
}
