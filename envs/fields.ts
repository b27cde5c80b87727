import { z } from "zod";

/** A name made of words: lower case, digits, hyphens between. */
export const words = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "expected lower case words joined by hyphens");

/** Such a name of at most so many characters. */
export function shortWords(most: number): z.ZodString {
  return words.max(most, `expected at most ${most} characters`);
}

/** How long something is kept, in days: up to ten years. */
export const days = z.int().min(1).max(3653);

/** A list that says something, and nothing twice. */
export function distinct<Item extends z.ZodString | z.ZodInt>(item: Item): z.ZodArray<Item> {
  return z
    .array(item)
    .min(1)
    .refine((items) => new Set(items).size === items.length, "expected no value twice");
}
