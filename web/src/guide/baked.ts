// SPDX-License-Identifier: Apache-2.0
// What the guide said when the page was built (tools/guide_at_build.mjs): there before the guide itself, and without it.
import said from "virtual:guide";
import type { Audience, HelpService, Line, Step } from "./door";
import type { LanguageTag } from "../strings/language";

type ByLanguage<T> = Record<LanguageTag, T>;
export type FirstStep = Pick<Step, "id" | "head" | "text">;

interface Baked {
  crisis: ByLanguage<Line[]>;
  /** For an adult whose picture it is. */
  helplines: ByLanguage<Line[]>;
  /** For whoever is threatened by a partner. */
  abuse: ByLanguage<Line[]>;
  /** The first line for somebody under 18. */
  child: ByLanguage<Line[]>;
  stopncii: ByLanguage<HelpService>;
  report_remove: ByLanguage<HelpService>;
  first: Record<Audience, ByLanguage<FirstStep[]>>;
}

export const baked = said as Baked;
