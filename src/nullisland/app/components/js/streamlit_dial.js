// Streamlit's side of the dial.

const dials = new WeakMap();

export default function ({ parentElement, data, setStateValue }) {
  const root = parentElement.querySelector(".ni-root");
  if (!root) return undefined;
  const known = dials.get(parentElement);
  if (known && known.wrapper.isConnected) known.update(data);
  else {
    known?.destroy();
    dials.set(parentElement, mountDial(root, data, { emit: setStateValue }));
  }
  return () => {
    dials.get(parentElement)?.destroy();
    dials.delete(parentElement);
  };
}
