// SPDX-License-Identifier: Apache-2.0
import type { Words } from "../guide/door";
import type { NoticeMissing } from "../guide/notice_door";

/** The question alone, for a heading, and what is said with it. A question in two sentences stays whole. */
export function question_of({ ask }: Pick<NoticeMissing, "ask">): { question: Words; rest: Words | null } {
  const part = (text: string): [string, string] => {
    const [, head = text, rest = ""] = /^(.+?[?.])\s+(.+)$/s.exec(text) ?? [];
    return rest.includes("?") ? [text, ""] : [head, rest];
  };
  const [say, more] = part(ask.say);
  const [en, en_more] = ask.en === undefined ? [undefined, undefined] : part(ask.en);
  return { question: { say, ...(en === undefined ? {} : { en }) }, rest: more === "" ? null : { say: more, ...(en_more === undefined ? {} : { en: en_more }) } };
}
