// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import type { Platform, PlatformTopic } from "../guide/door";
import { platform_of } from "../guide/interview";
import { is_close } from "../guide/known";
import { use_guide, use_plan } from "../guide/use_guide";
import { use_language } from "../strings/language";
import { PlatformParts } from "./platform_parts";

/** What the plan's platform says of some topics alone; null where it says nothing of them. */
export function use_platform_of(topics: readonly PlatformTopic[]): Platform | null {
  const plan = use_plan();
  return plan === null ? null : platform_of(plan, topics);
}

/** How to keep others from seeing friends and followers: on the platform that was named, else where to look. Not where somebody close
 *  threatens, as in the guide's step "hide-friends-list": they would notice. */
export function OthersSee(): JSX.Element | null {
  const { t } = use_language();
  const { guide } = use_guide();
  const platform = use_platform_of(["friends_list", "requests"]);
  if (is_close(guide.given.get())) return null;
  return (
    <section class="hf-part">
      <h2 class="govuk-heading-m">{t.messages.see_heading}</h2>
      <p class="govuk-body">{t.messages.see}</p>
      {platform !== null && <PlatformParts platform={platform} />}
    </section>
  );
}
