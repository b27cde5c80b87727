/** The families that general pools choose from, two generations of each kind. What a region sells, only EC2 knows. */
export const generalFamilies = {
  arm64: ["c7g", "m7g", "r7g", "c8g", "m8g", "r8g"],
  amd64: ["c6i", "m6i", "r6i", "c7i", "m7i", "r7i"],
};

/** The families for work that stays: databases' neighbours, brokers, whatever is dear to move. */
export const steadyFamilies = { arm64: ["m7g", "r7g"] };

/** Smaller nodes waste more on daemons, larger ones lose more at once. */
export const generalSizes = ["large", "xlarge", "2xlarge", "4xlarge"];
/** For work that is packed onto few nodes. */
export const steadySizes = ["xlarge", "2xlarge", "4xlarge"];
