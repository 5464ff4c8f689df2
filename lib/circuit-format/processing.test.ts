import { expect, test } from "vitest";
import { knowsPosition, nothingSaid, type TrainedTexts } from "./processing";

/** Of the positions of a text of eight tokens, those that a dictionary was trained on. */
const known = (said: Partial<TrainedTexts>) =>
  [0, 1, 2, 3, 4, 5, 6, 7].filter((position) => knowsPosition({ ...nothingSaid, ...said }, position));

test.each<[Partial<TrainedTexts>, number[]]>([
  [{}, [0, 1, 2, 3, 4, 5, 6, 7]],
  [{ excludesSpecialTokens: true }, [1, 2, 3, 4, 5, 6, 7]],
  [{ positions: [null, 5, null] }, [0, 1, 2, 3, 4]],
  [{ positions: [3, null, null] }, [3, 4, 5, 6, 7]],
  [{ positions: [2, 7, 2] }, [2, 4, 6]],
  [{ positions: [null, null, 3] }, [0, 3, 6]],
  [{ positions: [5, 5, null] }, []],
  // How long its training's contexts were, and so where these begin or end, is not known of a text.
  [{ positions: [1, -2, null] }, [1, 2, 3, 4, 5, 6, 7]],
  [{ positions: [-4, null, 2] }, [1, 2, 3, 4, 5, 6, 7]],
])("by what its file says of positions, %j, a dictionary knows some", (said, positions) => {
  expect(known(said)).toEqual(positions);
});
