// SPDX-License-Identifier: Apache-2.0
declare module "*.wasm?url" {
  const url: string;
  export default url;
}
declare module "*?worker&url" {
  const url: string;
  export default url;
}
declare module "*.scss";
