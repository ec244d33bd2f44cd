import { useApp } from '../../store/app-context';
import type { ColourBy, HeapChoice } from '../../worker/protocol';
import { SegmentedControl } from '../../widgets/select-field/SegmentedControl';
import { SelectField, type Choice } from '../../widgets/select-field/SelectField';
import { TextButton } from '../../widgets/text-button/TextButton';
import { colourChoices } from '../legend/colour-choices';

/** Which heap the map shows, and what its colours say. */
export function MapTools() {
  const heap = useApp((state) => state.heap);
  const setHeap = useApp((state) => state.setHeap);
  const colourBy = useApp((state) => state.colourBy);
  const setColourBy = useApp((state) => state.setColourBy);
  const camera = useApp((state) => state.camera);
  const setCamera = useApp((state) => state.setCamera);
  const fidelity = useApp((state) => state.meta?.fidelity);
  const heaps: readonly Choice<HeapChoice>[] = [
    {
      value: 'recorded',
      text: 'Recorded',
      unavailable: fidelity?.addresses === false ? `${fidelity.label} does not record addresses.` : undefined,
    },
    { value: 'simulated', text: 'Simulated' },
  ];
  return (
    <>
      <SegmentedControl label="Heap shown" value={heap} choices={heaps} onChange={setHeap} />
      <SelectField<ColourBy>
        label="Colour"
        value={colourBy}
        choices={colourChoices(fidelity, heap)}
        onChange={setColourBy}
      />
      {camera !== undefined && (
        <TextButton
          title="Show the whole heap (0)"
          onClick={() => {
            setCamera(undefined);
          }}
        >
          Show all
        </TextButton>
      )}
    </>
  );
}
