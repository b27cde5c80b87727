const CLOUD_CONFIG = "#cloud-config\n";

/** A synthesized stack for people to read the difference of: files, policies and values within a string stand line by line. */
export function readable(document: unknown): string {
  return `${JSON.stringify(document, (_, value: unknown) => unfolded(value), 2)}\n`;
}

function unfolded(value: unknown): unknown {
  if (typeof value !== "string") return value;
  if (value.startsWith(CLOUD_CONFIG)) {
    return { [CLOUD_CONFIG.trim()]: parsed(value.slice(CLOUD_CONFIG.length)) };
  }
  const json = /^[{[]/.test(value) ? parsed(value) : value;
  if (json !== value) return { JSON: json };
  return value.includes("\n") ? value.split("\n") : value;
}

/** What a text of JSON says; the text itself where a reference of Terraform's keeps it from being JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
