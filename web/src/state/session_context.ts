// SPDX-License-Identifier: Apache-2.0
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Session } from "./session";

export const SessionContext = createContext<Session | null>(null);

export function use_session(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error("a screen outside of a session");
  return session;
}
