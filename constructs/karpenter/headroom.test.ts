import { headroomValues } from "./headroom";

describe("headroom", () => {
  it("is so many pieces of a size, on the nodes of its pool, spot or not", () => {
    expect(headroomValues({ pool: "general", replicas: 3, milliCpu: 1500, memoryMi: 2048 })).toEqual({
      name: "general",
      replicas: 3,
      cpu: "1500m",
      memory: "2048Mi",
      nodeSelector: { "pitboss.gaming/pool": "general" },
      tolerations: [],
    });
  });

  it("tolerates what keeps others off the pool", () => {
    const taints = [
      { key: "pitboss.gaming/workload", value: "brokers", effect: "NoSchedule" },
      { key: "pitboss.gaming/slow", effect: "NoExecute" },
    ] as const;
    expect(
      headroomValues({ pool: "steady", replicas: 1, milliCpu: 1, memoryMi: 1, taints }).tolerations,
    ).toEqual([
      { key: "pitboss.gaming/workload", operator: "Equal", value: "brokers", effect: "NoSchedule" },
      { key: "pitboss.gaming/slow", operator: "Exists", effect: "NoExecute" },
    ]);
  });
});
