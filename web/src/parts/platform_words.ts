// SPDX-License-Identifier: Apache-2.0
// What of a platform's entry is shown beside a step, on the screen and on paper alike.
import { platform_topics, type Platform, type PlatformPart, type PlatformReport, type PlatformTopic } from "../guide/door";

/** The parts that there are, in the order shown. */
export const parts_of = (platform: Platform): { topic: PlatformTopic; part: PlatformPart }[] =>
  platform_topics.flatMap((topic) => {
    const part = platform[topic];
    return part === undefined ? [] : [{ topic, part }];
  });

/** Threats and pictures; several forms of a platform are often one and the same: it is shown once. */
export function reports_of(platform: Platform): PlatformReport[] {
  const seen = new Set<string>();
  return (platform.report ?? [])
    .filter((report) => report.for !== "impersonation" && report.for !== "hacked")
    .filter((report) => {
      const same = `${report.path?.say ?? ""} ${report.url ?? ""}`;
      return !seen.has(same) && seen.add(same);
    });
}
