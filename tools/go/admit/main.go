// Admit says what a Kubernetes API server would say of objects of custom resources: unknown fields, the schema, and the
// validation rules in CEL, by the API server's own code.
//
//	admit definition.yaml... < objects.json
//
// Reads a JSON list of objects; prints a JSON list with the problems of each, an empty list for one that is admitted.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/listtype"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"k8s.io/apimachinery/pkg/runtime/schema"
	kubejson "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/apimachinery/pkg/util/validation/field"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	"sigs.k8s.io/yaml"
)

type kind struct {
	structural *structuralschema.Structural
	validator  validation.SchemaValidator
	rules      *cel.Validator
}

func main() {
	kinds := map[schema.GroupVersionKind]kind{}
	for _, file := range os.Args[1:] {
		must(read(file, kinds))
	}
	text, err := io.ReadAll(os.Stdin)
	must(err)
	// As the API server reads JSON: whole numbers are integers, which rules in CEL tell from others.
	var objects []any
	must(kubejson.Unmarshal(text, &objects))
	problems := make([][]string, len(objects))
	for index, object := range objects {
		fields, ok := object.(map[string]any)
		if !ok {
			must(fmt.Errorf("object %d: expected a map", index))
		}
		problems[index] = judge(fields, kinds)
	}
	must(json.NewEncoder(os.Stdout).Encode(problems))
}

// read adds the kinds that a file defines.
func read(file string, kinds map[schema.GroupVersionKind]kind) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var definition apiextensionsv1.CustomResourceDefinition
	if err := yaml.Unmarshal(text, &definition); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	for _, version := range definition.Spec.Versions {
		var properties apiextensions.JSONSchemaProps
		if err := apiextensionsv1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(
			version.Schema.OpenAPIV3Schema, &properties, nil,
		); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		structural, err := structuralschema.NewStructural(&properties)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		validator, _, err := validation.NewSchemaValidator(&properties)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		name := schema.GroupVersionKind{
			Group: definition.Spec.Group, Version: version.Name, Kind: definition.Spec.Names.Kind,
		}
		rules := cel.NewValidator(structural, true, celconfig.PerCallLimit)
		kinds[name] = kind{structural, validator, rules}
	}
	return nil
}

func judge(object map[string]any, kinds map[schema.GroupVersionKind]kind) []string {
	text := func(name string) string { value, _ := object[name].(string); return value }
	name := schema.FromAPIVersionAndKind(text("apiVersion"), text("kind"))
	known, found := kinds[name]
	if !found {
		return []string{fmt.Sprintf("no definition of %s", name)}
	}
	problems := []string{}
	unknown := pruning.PruneWithOptions(object, known.structural, true, structuralschema.UnknownFieldPathOptions{
		TrackUnknownFieldPaths: true,
	})
	for _, path := range unknown {
		problems = append(problems, fmt.Sprintf("unknown field: %s", path))
	}
	defaulting.Default(object, known.structural)
	errors := validation.ValidateCustomResource(nil, object, known.validator)
	errors = append(errors, listtype.ValidateListSetsAndMaps(nil, known.structural, object)...)
	if known.rules != nil {
		broken, _ := known.rules.Validate(
			context.Background(), field.NewPath(""), known.structural, object, nil, celconfig.RuntimeCELCostBudget,
		)
		errors = append(errors, broken...)
	}
	for _, err := range errors {
		problems = append(problems, err.Error())
	}
	slices.Sort(problems)
	return problems
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
