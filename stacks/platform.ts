import type { Construct } from "constructs";
import type { Environment } from "../envs/environment";
import { ChainsStack } from "./chains";
import { ClusterStack } from "./cluster";
import { DataStack } from "./data";
import { EdgeStack } from "./edge";
import { FoundationStack } from "./foundation";
import { GitopsStack } from "./gitops";
import { NetworkStack } from "./network";
import { ObservabilityStack } from "./observability";

/**
 * The layers of one environment, wired: each is given the exports of those before it. An environment without stores, a chain or
 * a way in from the internet has no such layer.
 */
export class Platform {
  readonly foundation: FoundationStack;
  readonly network: NetworkStack;
  readonly cluster: ClusterStack;
  readonly data?: DataStack;
  readonly chains?: ChainsStack;
  readonly observability: ObservabilityStack;
  readonly gitops: GitopsStack;
  readonly edge?: EdgeStack;

  constructor(scope: Construct, environment: Environment) {
    const { data, chains, edge } = environment;
    this.foundation = new FoundationStack(scope, environment);
    const foundation = this.foundation.exports;
    this.network = new NetworkStack(scope, environment, { foundation });
    const network = this.network.exports;
    this.cluster = new ClusterStack(scope, environment, { foundation, network });
    const below = { foundation, network, cluster: this.cluster.exports };
    if (data !== undefined) this.data = new DataStack(scope, environment, data, below);
    if (chains !== undefined) this.chains = new ChainsStack(scope, environment, chains, below);
    this.observability = new ObservabilityStack(scope, environment, below);
    // It knows the stores by their names alone, but an alarm that hears nothing of one rings.
    if (this.data !== undefined) this.observability.addDependency(this.data);
    this.gitops = new GitopsStack(scope, environment, {
      ...below,
      observability: this.observability.exports,
      data: this.data?.exports,
      chains: this.chains?.exports,
    });
    if (edge !== undefined) {
      this.edge = new EdgeStack(scope, environment, edge);
      // It reads none of them; but names are there last and gone first, so that no player meets half a platform.
      this.edge.addDependency(this.gitops);
    }
  }
}
