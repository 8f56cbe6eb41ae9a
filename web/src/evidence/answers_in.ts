// SPDX-License-Identifier: Apache-2.0
// Answers to the guide in a case: all that the person chose to hand on, or none. Each goes in and out by a line of the log of its own.
import type { Facts, Outcome, Refusal } from "./case_types";

export type GivenAnswer = Facts["answers"];

export const same_answers = (some: readonly GivenAnswer[], others: readonly GivenAnswer[]): boolean =>
  some.length === others.length && some.every(({ question, answer }) => others.some((other) => other.question === question && other.answer === answer));

/** What changes the list of a case. */
export interface AnswerChanges {
  put(value: GivenAnswer): Promise<Outcome<unknown>>;
  drop(index: number): Promise<Outcome<unknown>>;
}

/** Puts `wanted` in the place of the `held` that are in now. What was refused ends it: what is in then is what the case says. */
export async function change_answers(held: number, wanted: readonly GivenAnswer[], { put, drop }: AnswerChanges): Promise<Refusal | null> {
  for (let index = held - 1; index >= 0; index -= 1) {
    const out = await drop(index);
    if (!out.ok) return out.error;
  }
  for (const value of wanted) {
    const put_in = await put(value);
    if (!put_in.ok) return put_in.error;
  }
  return null;
}
