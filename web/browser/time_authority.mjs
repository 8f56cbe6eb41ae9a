// SPDX-License-Identifier: Apache-2.0
// A time-stamping authority of the tests' own, over HTTP on this machine: OpenSSL makes the stamps.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { vectors } from "./paths.mjs";

/** `grants` is asked for each stamp: false refuses it. `asked` holds each query. */
export async function start_time_authority(folder, grants = () => true) {
  mkdirSync(folder);
  const openssl = (...given) => execFileSync("openssl", given, { cwd: folder, stdio: "pipe" });
  writeFileSync(join(folder, "tsa.cnf"), readFileSync(join(vectors, "evidence/time-authority.cnf")));
  writeFileSync(join(folder, "serial"), "01\n");
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-config", "tsa.cnf"];
  openssl("req", "-x509", ...curve, "-keyout", "ca.key", "-out", "ca.pem", "-days", "30", "-extensions", "v3ca");
  openssl("req", ...curve, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Test Authority");
  openssl("x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out", "tsa.pem", "-days", "30", "-extfile", "tsa.cnf", "-extensions", "v3tsa");
  const asked = [];
  const server = createServer((request, response) => {
    const parts = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => {
      asked.push(Buffer.concat(parts));
      if (!grants()) return response.writeHead(500).end();
      writeFileSync(join(folder, "q.tsq"), asked.at(-1));
      openssl("ts", "-reply", "-config", "tsa.cnf", "-section", "tsa1", "-queryfile", "q.tsq", "-out", "r.tsr");
      response.writeHead(200, { "Content-Type": "application/timestamp-reply" }).end(readFileSync(join(folder, "r.tsr")));
    });
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { address: `http://127.0.0.1:${server.address().port}/tsa`, certificates: join(folder, "ca.pem"), asked, stop: () => new Promise((done) => server.close(done)) };
}
