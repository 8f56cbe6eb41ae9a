// SPDX-License-Identifier: Apache-2.0
import { useState } from "preact/hooks";
import { use_language, type Language, type Strings } from "../strings/language";

/** What came of a press, or what is wrong with what was typed, in the words of a language. */
export type News = (all: Strings, language: Language) => string;

/** News in the language that is read now, which may be another than when it came; empty where there is none. */
export function use_news(): [string, (news: News | null) => void] {
  const language = use_language();
  const [news, set_news] = useState<News | null>(null);
  return [news === null ? "" : news(language.t, language), (next) => set_news(() => next)];
}
