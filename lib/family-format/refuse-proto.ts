/** Throws what `refuse` makes where a key is `__proto__` anywhere: no field to JavaScript, and schemas pass over it. */
export function refuseProto(value: unknown, refuse: (says: string) => Error): void {
  if (typeof value !== "object" || value === null) return;
  if (Object.hasOwn(value, "__proto__")) throw refuse('"__proto__" is no name');
  for (const inside of Object.values(value)) refuseProto(inside, refuse);
}
