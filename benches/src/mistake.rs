//! Mistakes that can be made on purpose: a document has at most one, and it causes no other.

/// A kind of mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// An application uses a component that nobody defines.
    UnknownComponent,
    /// It sets a parameter that the component does not have.
    UnknownParameter,
    /// It leaves a required parameter out.
    MissingParameter,
    /// It sets a number to words.
    WrongParameterType,
    /// It puts a trait on a workload that the trait does not apply to.
    TraitNotApplicable,
    /// It uses a trait that nobody defines.
    UnknownTrait,
    /// It leaves a required property of a trait out.
    MissingProperty,
    /// It sets a property to a value of another type.
    WrongPropertyType,
    /// It has a field that applications do not have.
    UnknownApplicationField,
    /// Two of its instances have one name.
    RepeatedInstance,
    /// It reads a variable that it does not declare.
    UnknownVariable,
    /// It joins a scope that nobody creates.
    UnknownScope,
    /// A component has a field that components do not have.
    UnknownComponentField,
    /// A port speaks a protocol that there is not.
    WrongProtocol,
    /// The number of a port is a word.
    WrongPortType,
    /// A container has no image.
    MissingImage,
    /// A container reads a parameter that is not declared.
    UndeclaredParameter,
    /// A parameter is declared twice.
    RepeatedParameter,
    /// A workload type that there is not.
    UnknownWorkload,
    /// Two components have one name.
    RepeatedComponent,
}

/// Where a mistake is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Truth {
    /// The file, from the top of the workspace.
    pub path: String,
    /// Its line, from 1.
    pub line: usize,
    /// What it is.
    pub mistake: Mistake,
}

impl Mistake {
    /// All of them.
    pub const ALL: [Self; 20] = [
        Self::UnknownComponent,
        Self::UnknownParameter,
        Self::MissingParameter,
        Self::WrongParameterType,
        Self::TraitNotApplicable,
        Self::UnknownTrait,
        Self::MissingProperty,
        Self::WrongPropertyType,
        Self::UnknownApplicationField,
        Self::RepeatedInstance,
        Self::UnknownVariable,
        Self::UnknownScope,
        Self::UnknownComponentField,
        Self::WrongProtocol,
        Self::WrongPortType,
        Self::MissingImage,
        Self::UndeclaredParameter,
        Self::RepeatedParameter,
        Self::UnknownWorkload,
        Self::RepeatedComponent,
    ];

    /// Whether it is made in an application; all others are made in components.
    pub fn is_of_application(self) -> bool {
        Self::ALL.iter().take(12).any(|it| *it == self)
    }

    /// Whether those who use the document would be wrong as well, so that nobody may use it.
    pub(crate) fn spreads(self) -> bool {
        matches!(
            self,
            Self::UnknownWorkload
                | Self::RepeatedComponent
                | Self::RepeatedParameter
                | Self::UndeclaredParameter
                | Self::UnknownComponentField
                | Self::WrongProtocol
                | Self::WrongPortType
                | Self::MissingImage
        )
    }
}
