export function ShareDialog() {
  return undefined;
}
