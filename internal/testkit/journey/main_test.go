package journey_test

import (
	"os"
	"testing"

	"cyberready/internal/testkit/journey"
)

func TestMain(m *testing.M) { os.Exit(journey.Main(m)) }
