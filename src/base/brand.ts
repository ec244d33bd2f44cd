/** A number that only a matching declaration accepts: units and row indices cannot be mixed up. */
export type Brand<T, Name extends string> = T & { readonly __brand: Name };
