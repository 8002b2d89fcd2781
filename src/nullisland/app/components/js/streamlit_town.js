// Streamlit's side: one town an element; a rerun only brings new data to it.

const towns = new WeakMap();

export default function ({ parentElement, data, setStateValue }) {
  const root = parentElement.querySelector(".ni-root");
  if (!root) return undefined;
  const known = towns.get(parentElement);
  if (known && known.wrapper.isConnected) known.update(data);
  else {
    known?.destroy();
    towns.set(parentElement, mount(root, data, { emit: setStateValue, say: inTheVoice }));
  }
  return () => {
    towns.get(parentElement)?.destroy();
    towns.delete(parentElement);
  };
}
