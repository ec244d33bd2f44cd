// `heapglass-binary 1`, LF, then sections: length of the name (1 byte), the name, length of the payload and CRC-32 of
// name and payload (4 bytes each, lowest first), the payload. First the facts as JSON, then what core/tables/codec
// writes, last the empty section `end`. A change of anything takes the next version.

export const VERSION = 1;
/** What files of every version begin with. */
export const MAGIC_OF_ANY = new TextEncoder().encode('heapglass-binary ');
export const MAGIC = new TextEncoder().encode(`heapglass-binary ${VERSION}\n`);

export const META = 'meta';
export const END = 'end';
