import { synthesize, synthesizeBuilt, type SynthesizedStack } from "../../tests/synthesize";
import { Suppressions } from "../core/suppressions";
import { store } from "./__fixtures__/store";
import { Kafka, type KafkaProps } from "./kafka";

const props: KafkaProps = {
  ...store,
  version: "4.1",
  brokerType: "kafka.m7g.2xlarge",
  brokersPerZone: 2,
  storageGib: 1000,
  maxStorageGib: 8000,
};

function kafkaWith(change: Partial<KafkaProps> = {}): SynthesizedStack {
  return synthesize((scope) => {
    new Kafka(scope, "kafka", { ...props, ...change });
  });
}

function cluster(change: Partial<KafkaProps> = {}): Record<string, unknown> {
  return kafkaWith(change).only("aws_msk_cluster");
}

function properties(stack: SynthesizedStack): Record<string, string> {
  const text = stack.only("aws_msk_configuration").server_properties as string;
  return Object.fromEntries(
    text
      .trim()
      .split("\n")
      .map((line) => line.split("=") as [string, string]),
  );
}

describe("Kafka", () => {
  it("has its brokers in every zone, as many in each", () => {
    expect(cluster()).toMatchObject({
      cluster_name: "pitboss-test-kafka",
      kafka_version: "4.1.x.kraft",
      number_of_broker_nodes: 6,
      broker_node_group_info: {
        instance_type: "kafka.m7g.2xlarge",
        client_subnets: ["subnet-1", "subnet-2", "subnet-3"],
      },
    });
  });

  it("lets clients in by IAM over TLS, and by nothing else", () => {
    const { client_authentication, encryption_info } = cluster();
    expect(client_authentication).toEqual({ sasl: { iam: true, scram: false }, unauthenticated: false });
    expect(encryption_info).toEqual({
      encryption_at_rest_kms_key_arn: store.dataKeyArn,
      encryption_in_transit: { client_broker: "TLS", in_cluster: true },
    });
  });

  it("admits the nodes where IAM and Prometheus speak, and not where plain text would", () => {
    const ports = Object.values(kafkaWith().resources("aws_vpc_security_group_ingress_rule")).map(
      ({ from_port }) => from_port,
    );
    expect(ports.sort()).toEqual([11001, 11002, 9098]);
  });

  it("loses no acknowledged record with any one zone", () => {
    const { ["default.replication.factor"]: copies, ["min.insync.replicas"]: acknowledged } =
      properties(kafkaWith());
    // Whichever copy is lost, one that acknowledged is left, and enough are left to acknowledge the next.
    expect(Number(acknowledged)).toBeGreaterThan(1);
    expect(Number(copies) - 1).toBeGreaterThanOrEqual(Number(acknowledged));
    expect(properties(kafkaWith())).toMatchObject({
      "unclean.leader.election.enable": "false",
      "offsets.topic.replication.factor": copies,
      "transaction.state.log.replication.factor": copies,
    });
  });

  it("makes no topic for a misspelled name, and lets consumers read in their own zone", () => {
    expect(properties(kafkaWith())).toMatchObject({
      "auto.create.topics.enable": "false",
      "replica.selector.class": "org.apache.kafka.common.replica.RackAwareReplicaSelector",
    });
  });

  it("has a configuration named for its version, so that the next one's can stand beside it", () => {
    const configuration = kafkaWith().only("aws_msk_configuration");
    expect(configuration).toMatchObject({
      name: "pitboss-test-kafka-4-1",
      kafka_versions: ["4.1.x.kraft"],
      lifecycle: { create_before_destroy: true },
    });
    expect(kafkaWith({ version: "3.9" }).only("aws_msk_configuration").name).toBe("pitboss-test-kafka-3-9");
  });

  it("extends its volumes by itself, and Terraform does not take it back", () => {
    const stack = kafkaWith();
    expect(stack.only("aws_appautoscaling_target")).toMatchObject({
      service_namespace: "kafka",
      scalable_dimension: "kafka:broker-storage:VolumeSize",
      min_capacity: 1,
      max_capacity: 8000,
    });
    expect(
      stack.only("aws_appautoscaling_policy").target_tracking_scaling_policy_configuration,
    ).toMatchObject({
      predefined_metric_specification: { predefined_metric_type: "KafkaBrokerStorageUtilization" },
      disable_scale_in: true,
    });
    expect(stack.only("aws_msk_cluster").lifecycle).toMatchObject({
      ignore_changes: ["broker_node_group_info[0].storage_info[0].ebs_storage_info[0].volume_size"],
    });
  });

  it("refuses to go where it is protected", () => {
    expect(cluster().lifecycle).toMatchObject({ prevent_destroy: true });
    expect(cluster({ protect: false }).lifecycle).not.toHaveProperty("prevent_destroy");
  });

  it("logs what its brokers say, and shows Prometheus their figures", () => {
    const stack = kafkaWith();
    const { name } = stack.only("aws_cloudwatch_log_group");
    expect(stack.only("aws_msk_cluster")).toMatchObject({
      logging_info: { broker_logs: { cloudwatch_logs: { enabled: true, log_group: name } } },
      open_monitoring: {
        prometheus: { jmx_exporter: { enabled_in_broker: true }, node_exporter: { enabled_in_broker: true } },
      },
    });
  });

  it("refuses fewer zones than a record has copies", () => {
    expect(() => kafkaWith({ subnetIds: ["subnet-1", "subnet-2"] })).toThrow(
      "test/kafka: expected subnets in at least 3 zones, one for each copy of a record, got 2",
    );
  });

  it("refuses storage that cannot grow, and a type or a version that the catalogue does not have", () => {
    expect(() => kafkaWith({ maxStorageGib: 1000 })).toThrow("test/kafka: maxStorageGib: got 1000 GiB");
    expect(() => kafkaWith({ brokerType: "kafka.m5.large" })).toThrow(/got "kafka\.m5\.large".*kafka\.m7g/);
    expect(() => kafkaWith({ version: "3.5" })).toThrow(/got "3\.5".*3\.9, 4\.1/);
  });

  it("asks the gate to overlook nothing", () => {
    const { built } = synthesizeBuilt((scope) => {
      new Kafka(scope, "kafka", props);
      return scope;
    });
    expect(Suppressions.within(built)).toEqual([]);
  });
});
