// SPDX-License-Identifier: Apache-2.0
declare module "*.wasm?url" {
  const url: string;
  export default url;
}
declare module "*.traineddata?url" {
  const url: string;
  export default url;
}
declare module "*.js?url" {
  const url: string;
  export default url;
}
declare module "*.ttf?url" {
  const url: string;
  export default url;
}
declare module "*?worker&url" {
  const url: string;
  export default url;
}
declare module "*.scss";
declare module "*.json?url" {
  const url: string;
  export default url;
}
declare module "virtual:guide" {
  const said: unknown;
  export default said;
}
