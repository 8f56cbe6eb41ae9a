// SPDX-License-Identifier: Apache-2.0
// Narrows a long list of answers by what is typed. What fits nobody else's name stays in sight: "another", "not sure".

export interface Named {
  value: string;
  text: string;
  /** The same in English, where the text is a translation: either may be typed. */
  english?: string;
}
export interface Narrowed<C> {
  shown: C[];
  /** How many fit what is typed, those that are always shown not counted. */
  found: number;
}

/** Lists longer than this can be searched, and are shown in part at first. */
export const long_list = 12;
/** So many of a long list before anything is typed. */
export const first_few = 8;

/** Letters and digits alone, without capitals and accents: "Rhwydwaith, e-bost" and "ebost" meet. */
const bare = (text: string): string => text.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

/**
 * Those of `choices` to show, in their order. `always`: shown whatever is typed. `all`: the person asked for the whole list. `chosen`: shown
 * too, and changes nothing else: a list that grew as one goes through it by arrow keys would put another answer under the next press.
 */
export function narrowed<C extends Named>(choices: readonly C[], typed: string, always: ReadonlySet<string>, all: boolean, chosen: string | null = null): Narrowed<C> {
  const wanted = bare(typed);
  const others = choices.filter(({ value }) => !always.has(value));
  const fits = (choice: C): boolean => [choice.text, choice.english ?? ""].some((text) => bare(text).includes(wanted));
  const found = wanted !== "" ? others.filter(fits) : all ? others : others.slice(0, first_few);
  return { shown: choices.filter((choice) => always.has(choice.value) || choice.value === chosen || found.includes(choice)), found: found.length };
}
